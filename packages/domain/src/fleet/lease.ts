import type { BestEffortCache } from './best-effort-cache.js';

const KEY = 'lease';
/** A holder that makes no progress for so long has lost it. */
const LEASE_MS = 15_000;

/**
 * Lets one instance of a fleet walk at a time. It only saves work: whoever walks without it, because it lapsed or because the
 * cache is gone, does no harm.
 */
export class Lease {
  readonly #cache: BestEffortCache;
  readonly #own: Uint8Array;
  readonly #now: () => number;
  #isTaken = false;
  #renewedAt = -Infinity;
  #progressUntil = -Infinity;

  /** @param own - what no other instance has. */
  constructor(cache: BestEffortCache, own: Uint8Array, now: () => number) {
    this.#cache = cache;
    this.#own = own;
    this.#now = now;
  }

  /** Answers whether it is ours; without a cache it is. */
  async take(): Promise<boolean> {
    // Ours already when giving it back was not heard of.
    this.#isTaken = (await this.#renew(undefined)) || (await this.#renew(this.#own));
    return this.#isTaken;
  }

  /** The holder gets on, or waits as it was told to. @param until - the end of such a wait. */
  progress(until = this.#now()): void {
    this.#progressUntil = Math.max(this.#progressUntil, until);
  }

  /** Renews the lease if there was progress. Answers whether it is still ours. */
  async keep(): Promise<boolean> {
    if (this.#progressUntil > this.#renewedAt) {
      // One that was given back meanwhile is not to be taken again.
      return (await this.#renew(this.#own)) || (this.#isTaken && (await this.#renew(undefined)));
    }
    return this.#now() - this.#renewedAt < LEASE_MS;
  }

  async giveBack(): Promise<void> {
    this.#isTaken = false;
    await this.#cache.attempt((cache) => cache.replace(KEY, this.#own, undefined, 0), true);
  }

  async #renew(expected: Uint8Array | undefined): Promise<boolean> {
    const now = this.#now();
    const isOurs = await this.#cache.attempt((cache) => cache.replace(KEY, expected, this.#own, LEASE_MS), true);
    if (isOurs) this.#renewedAt = now;
    return isOurs;
  }
}
