import assert from 'node:assert/strict';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** That a cache answered these bytes, in whatever kind of Uint8Array. */
export function isBytes(actual: Uint8Array | undefined, expected: Uint8Array, what: string): void {
  assert.ok(actual !== undefined, `${what} is absent`);
  assert.ok(actual instanceof Uint8Array, `${what} is no Uint8Array`);
  assert.equal(actual.byteLength, expected.byteLength, `${what} has another length`);
  const at = expected.findIndex((byte, index) => byte !== actual[index]);
  assert.equal(at, -1, `${what} differs from byte ${at} on`);
}
