import type { ContactsError } from '../errors.js';
import type { BestEffortCache } from './best-effort-cache.js';

/** A holder that makes no progress for so long has lost it. */
const LEASE_MS = 15_000;
/** How often the holder looks after it. */
const WATCH_EVERY_MS = 1000;

interface LeasePlatform {
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly observe?: (event: LeaseEvent) => void;
}

/** It is ours now, or there is no cache to say otherwise; or it is no longer, though what it is for goes on. */
export interface LeaseEvent {
  readonly kind: 'lease-taken' | 'lease-lost';
  /** Its key. */
  readonly lease: string;
}

/**
 * Lets one instance of a fleet do something at a time. It only saves work: whoever does it without the lease, because it lapsed
 * or because the cache is gone, does no harm.
 */
export class Lease {
  readonly #key: string;
  readonly #cache: BestEffortCache;
  readonly #own: Uint8Array;
  readonly #platform: LeasePlatform;
  #isTaken = false;
  #renewedAt = -Infinity;
  #progressUntil = -Infinity;

  /** @param own - what no other instance has. */
  constructor(key: string, cache: BestEffortCache, own: Uint8Array, platform: LeasePlatform) {
    this.#key = key;
    this.#cache = cache;
    this.#own = own;
    this.#platform = platform;
  }

  /**
   * Works while the lease is ours, if it can be had; without a cache it can. Answers whether it could.
   *
   * @param onLost - called now and then after it was lost; the work goes on.
   * @throws what `work` throws.
   */
  async during(work: () => Promise<void>, onLost: () => Promise<void>): Promise<boolean> {
    // Ours already when giving it back was not heard of.
    this.#isTaken = (await this.#renew(undefined)) || (await this.#renew(this.#own));
    if (!this.#isTaken) return false;
    this.#platform.observe?.({ kind: 'lease-taken', lease: this.#key });
    let isWorking = true;
    void this.#watch(() => isWorking, onLost);
    try {
      await work();
      return true;
    } finally {
      isWorking = false;
      await this.#giveBack();
    }
  }

  /**
   * The holder gets on.
   *
   * @param setback - why it does not. But where it is told to wait, another instance would have to wait as well.
   */
  progressed(setback?: ContactsError): void {
    if (setback && setback.retryAfterMs === undefined) return;
    this.#progressUntil = Math.max(this.#progressUntil, this.#platform.now() + (setback?.retryAfterMs ?? 0));
  }

  async #watch(isWorking: () => boolean, onLost: () => Promise<void>): Promise<void> {
    let wasOurs = true;
    for (;;) {
      await this.#platform.pause(WATCH_EVERY_MS);
      if (!isWorking()) return;
      const isOurs = await this.#keep();
      if (!isWorking()) return;
      if (wasOurs && !isOurs) this.#platform.observe?.({ kind: 'lease-lost', lease: this.#key });
      wasOurs = isOurs;
      if (!isOurs) await onLost();
    }
  }

  /** Renews the lease if there was progress. Answers whether it is still ours. */
  async #keep(): Promise<boolean> {
    if (this.#progressUntil > this.#renewedAt) {
      // One that was given back meanwhile is not to be taken again.
      return (await this.#renew(this.#own)) || (this.#isTaken && (await this.#renew(undefined)));
    }
    return this.#platform.now() - this.#renewedAt < LEASE_MS;
  }

  async #giveBack(): Promise<void> {
    this.#isTaken = false;
    await this.#cache.attempt((cache) => cache.replace(this.#key, this.#own, undefined, 0), true);
  }

  async #renew(expected: Uint8Array | undefined): Promise<boolean> {
    const now = this.#platform.now();
    const isOurs = await this.#cache.attempt((cache) => cache.replace(this.#key, expected, this.#own, LEASE_MS), true);
    if (isOurs) this.#renewedAt = now;
    return isOurs;
  }
}
