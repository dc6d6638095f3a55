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
  isFailure(code, what, error);
  return error;
}

/** That it is the ContactsError of this code; undefined stands for none. */
export function isFailure(code: ContactsError['code'], what: string, error: unknown): asserts error is ContactsError {
  assert.ok(error !== undefined, `${what} answered instead of failing with ${code}`);
  if (!isContactsError(error))
    throw Object.assign(
      new assert.AssertionError({
        message: `${what} failed with ${shown(error)}, which is no ContactsError, instead of ${code}`,
      }),
      { cause: error },
    );
  assert.equal(error.code, code, `${what} failed with ${error.code} instead of ${code}`);
}

/** Its class and its message. */
export const shown = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** What a promise rejects with; undefined when it does not. */
export const failureOf = async (asking: Promise<unknown>): Promise<unknown> =>
  await asking.then(
    () => undefined,
    (error: unknown) => error ?? new Error('rejected with nothing'),
  );

/** Texts that must not be shown, by how they may be spoken of. */
type Secrets = Readonly<Record<string, string>>;

/** Those of a rig, and others. */
export const secretsOf = ({ secrets }: { readonly secrets: readonly string[] }, others: Secrets = {}): Secrets => ({
  ...Object.fromEntries(secrets.map((secret, at) => [`secrets[${at}]`, secret])),
  ...others,
});

/** That neither an error, nor what caused it, holds one of these texts, wherever a careless log might find it. */
export function isSilentAbout(secrets: Secrets, value: unknown, what = 'an error'): void {
  const texts = textsIn(value, new Set()).join('\n');
  const told = Object.keys(secrets).find((name) => texts.includes(secrets[name]!));
  assert.equal(told, undefined, `${what} shows what must stay secret: ${told}`);
}

/** As `failsWith`; its silence comes first, because another failure is shown in full. */
export async function failsSilently(
  secrets: Secrets,
  code: ContactsError['code'],
  what: string,
  asking: Promise<unknown>,
): Promise<void> {
  const error = await failureOf(asking);
  isSilentAbout(secrets, error);
  isFailure(code, what, error);
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
