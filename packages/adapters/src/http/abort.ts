/**
 * Runs with a signal that aborts after `ms`, or with its parent. AbortSignal.any would register with the parent for each of
 * thousands of calls; this leaves nothing behind.
 */
export async function withDeadline<T>(
  parent: AbortSignal,
  ms: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, Math.max(0, ms));
  parent.addEventListener('abort', abort, { once: true });
  if (parent.aborted) abort();
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    parent.removeEventListener('abort', abort);
  }
}

/** Waits for what cannot be cancelled itself, but no longer than the signal allows. */
export async function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(new Error('cancelled'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
