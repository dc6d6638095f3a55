import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance for quotas, waits and ages, injected so that tests neither wait nor guess. */
export interface Clock {
  /** Milliseconds since the Unix epoch; never less than before. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/**
 * Follows the wall clock forward, as after a suspension, and never back: a clock that is set back must neither make old
 * contacts fresh nor stop a quota for the difference. Both arguments and the result are in milliseconds.
 */
export function steadyNow(wall: () => number, monotonic: () => number): () => number {
  let aheadMs = -Infinity;
  return () => {
    const elapsedMs = monotonic();
    aheadMs = Math.max(aheadMs, wall() - elapsedMs);
    return elapsedMs + aheadMs;
  };
}

export const systemClock: Clock = {
  now: steadyNow(
    () => Date.now(),
    () => performance.now(),
  ),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  random: () => Math.random(),
};
