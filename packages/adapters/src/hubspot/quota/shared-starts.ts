import type { Clock } from '../../http/clock.js';
import { OwnStarts } from './own-starts.js';
import type { QuotaName, Start, Starts, Wanted } from './starts.js';

/** Nobody knows how many others are as cut off as this process: up to so many of them stay within the limit. */
const SHARES = 4;

/**
 * The starts of all instances; of this one alone, and within a part of the limit, while the shared log cannot be asked.
 *
 * From one log to the other a window passes in which nothing starts, since neither knows what was started by the other.
 */
export class SharedStarts implements Starts {
  readonly #shared: Starts;
  readonly #own: OwnStarts;
  readonly #clock: Clock;
  readonly #onSharing: (isSharing: boolean) => void;
  #isSharing: boolean | undefined;
  #changedAt = -Infinity;

  /** @param onSharing - told of each change; the first time, only that there is no sharing. */
  constructor(shared: Starts, clock: Clock, onSharing: (isSharing: boolean) => void) {
    this.#shared = shared;
    this.#own = new OwnStarts(clock);
    this.#clock = clock;
    this.#onSharing = onSharing;
  }

  async next(quota: QuotaName, wanted: Wanted): Promise<Start> {
    const ofAll = await this.#shared.next(quota, this.#afterChange(wanted)).catch(() => undefined);
    const isChange = this.#becomes(ofAll !== undefined);
    if (ofAll && !isChange) return ofAll;
    if (ofAll) return await this.next(quota, wanted);
    const limit = Math.max(1, Math.floor(wanted.limit / SHARES));
    return await this.#own.next(quota, this.#afterChange({ ...wanted, limit }));
  }

  #afterChange(wanted: Wanted): Wanted {
    const leadMs = Math.max(wanted.leadMs, this.#changedAt + wanted.windowMs - this.#clock.now());
    return { ...wanted, leadMs };
  }

  /** Whether there was the other before. */
  #becomes(isSharing: boolean): boolean {
    const before = this.#isSharing;
    if (before === isSharing) return false;
    this.#isSharing = isSharing;
    const isChange = before !== undefined;
    if (isChange) this.#changedAt = this.#clock.now();
    if (isChange || !isSharing) this.#onSharing(isSharing);
    return isChange;
  }
}
