import assert from 'node:assert/strict';
import { type ContactsError, isContactsError } from '@contacts-gateway/domain';

const PASSED_MS = 5000;

/** That what is asked fails with the ContactsError of this code. */
export async function failsWith(
  code: ContactsError['code'],
  what: string,
  asking: Promise<unknown>,
): Promise<ContactsError> {
  const error = await failureOf(asking);
  assert.ok(error !== undefined, `${what} answered instead of failing with ${code}`);
  assert.ok(isContactsError(error), `${what} failed with what is no ContactsError, instead of ${code}`);
  assert.equal(error.code, code, `${what} failed with ${error.code} instead of ${code}`);
  return error;
}

/** What a promise rejects with; undefined when it does not. */
export const failureOf = async (asking: Promise<unknown>): Promise<unknown> =>
  await asking.then(
    () => undefined,
    (error: unknown) => error ?? new Error('rejected with nothing'),
  );

/** That neither an error, nor what caused it, holds one of these texts, wherever a careless log might find it. */
export function isSilentAbout(secrets: readonly string[], value: unknown, what = 'an error'): void {
  const shown = textsIn(value, new Set()).join('\n');
  const at = secrets.findIndex((secret) => shown.includes(secret));
  assert.equal(at, -1, `${what} shows what must stay secret: number ${at} of ${secrets.length}`);
}

/** That an error asks for a wait of so many milliseconds; a little less is what has passed since it was asked for. */
export function asksToWait(error: ContactsError, ms: number): void {
  const { retryAfterMs } = error;
  assert.ok(retryAfterMs !== undefined, `${error.code} does not say how long to wait`);
  const isRight = retryAfterMs <= ms && retryAfterMs > ms - PASSED_MS;
  assert.ok(isRight, `asked to wait for ${ms} ms, ${error.code} says ${retryAfterMs}`);
}

function textsIn(value: unknown, seen: Set<unknown>): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const inside =
    value instanceof Map || value instanceof Set
      ? [...value].flat()
      : Reflect.ownKeys(value).map((key) => Reflect.get(value, key) as unknown);
  return [...Reflect.ownKeys(value).map(String), ...inside.flatMap((each) => textsIn(each, seen))];
}
