import assert from 'node:assert/strict';

const BESIDE = 8;
let made = 0;

/** In the midst of others, as those of Node's Buffers often are: no two have the same ones beside them. */
export function bytes(text: string): Uint8Array {
  const own = new TextEncoder().encode(text);
  made += 1;
  const all = new Uint8Array(own.length + 2 * BESIDE).fill(made);
  all.set(own, BESIDE);
  return all.subarray(BESIDE, BESIDE + own.length);
}

/** That a cache answered these bytes, in whatever kind of Uint8Array. */
export function isBytes(actual: Uint8Array | undefined, expected: Uint8Array, what: string): void {
  assert.ok(actual !== undefined, `${what} is absent`);
  assert.ok(actual instanceof Uint8Array, `${what} is no Uint8Array`);
  assert.equal(actual.byteLength, expected.byteLength, `${what} has another length`);
  // A function for each of some millions would take its time.
  for (let at = 0; at < expected.length; at += 1)
    if (actual[at] !== expected[at]) assert.fail(`${what} differs from byte ${at} on`);
}
