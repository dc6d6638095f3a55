import assert from 'node:assert/strict';

export const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a promise comes to, if it does so in time. */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new assert.AssertionError({ message: `${what} takes longer than ${ms} ms` })), ms);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
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
    assert.ok(Date.now() < end, `${what} within ${ms} ms`);
}
