import type { CachePort } from '@contacts-gateway/domain';

export interface CacheRig {
  /** Empty, with room for 8 MiB. */
  readonly cache: CachePort;
  /** Lets this many milliseconds pass for the cache: on a clock of its own, or by waiting. At most some seconds at a time. */
  readonly advance: (ms: number) => void | Promise<void>;
  /** Another adapter for the same entries, as a second process would have. */
  readonly beside?: () => CachePort | Promise<CachePort>;
  /** From now on the cache cannot be used, until what this answers is called. */
  readonly cache_unavailable?: () => Restore | Promise<Restore>;
  /** What the cache is asked for next it does, and its answer is lost. */
  readonly loseAnswer?: () => void | Promise<void>;
}

type Restore = () => void | Promise<void>;

/** Longer than any requirement takes. */
export const LONG_MS = 60_000;
