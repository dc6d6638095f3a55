import assert from 'node:assert/strict';

export const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** For this long, and no longer, anything is waited for. */
export const LONGEST_MS = 10_000;

/** What a promise comes to, if it does so in time. @param late - a sentence, or what to throw. */
export async function within<T>(ms: number, late: string | Error, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    const error = typeof late === 'string' ? new assert.AssertionError({ message: late }) : late;
    timer = setTimeout(() => reject(error), ms);
  });
  return await Promise.race([promise, expiry]).finally(() => clearTimeout(timer));
}

/** That it is done before anything beyond the process could answer: that takes longer than a timer that is due at once. */
export async function withinTheProcess(asking: () => Promise<unknown>): Promise<void> {
  let isLate = false;
  const due = delay(0).then(() => (isLate = true));
  await asking();
  assert.equal(isLate, false, 'it waits for something beyond its process, which may fail, or not answer');
  await due;
}

/** Resolves once it is so. */
export async function until(isSo: () => boolean | Promise<boolean>, ms: number, what: string): Promise<void> {
  for (const end = Date.now() + ms; !(await isSo()); await delay(5))
    assert.ok(Date.now() < end, `it is not so that ${what} within ${ms} ms`);
}
