import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance for quotas, waits and deadlines, injected so that tests neither wait nor guess. */
export interface Clock {
  /** Milliseconds since the Unix epoch; never less than before. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** At least 0, below 1. */
  readonly random: () => number;
}

export const systemClock: Clock = {
  // Setting the machine's clock must neither end a call nor stop or empty a quota.
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
  random: () => Math.random(),
};
