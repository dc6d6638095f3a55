import type { Clock } from '../../http/clock.js';
import { OwnStarts } from './own-starts.js';
import type { QuotaName, Start, Starts, Wanted } from './starts.js';

/** Nobody knows how many others are as cut off as this process: so many of them stay within the limit. */
const SHARES = 4;
/** How often it is looked whether the log of all is back, by who waits for a start of this process alone. */
const LOOK_MS = 1000;

/**
 * The starts of all instances; of this one alone, and within a part of the limit, while the log of all cannot be asked.
 *
 * Neither log knows what was started by the other: where there is a limit, a window passes in which nothing starts.
 */
export class SharedStarts implements Starts {
  readonly #ofAll: Starts;
  readonly #own: OwnStarts;
  readonly #clock: Clock;
  readonly #onSharing: (isSharing: boolean) => void;
  #isSharing: boolean | undefined;
  /** Whether anything was started by the own log since the other was lost. */
  #hasStartedAlone = false;
  #changedAt = -Infinity;

  /** @param onSharing - told of each change, and when there is no sharing from the first. */
  constructor(ofAll: Starts, clock: Clock, onSharing: (isSharing: boolean) => void) {
    this.#ofAll = ofAll;
    this.#own = new OwnStarts(clock);
    this.#clock = clock;
    this.#onSharing = onSharing;
  }

  async next(quota: QuotaName, wanted: Wanted): Promise<Start> {
    const start = await this.#ofAll.next(quota, this.#afterChange(wanted)).catch(() => undefined);
    if (!start) return await this.#nextAlone(quota, wanted);
    const isBack = this.#isSharing === false;
    this.#isSharing = true;
    if (!isBack) return start;
    // Otherwise, the window since the loss still counts.
    if (this.#hasStartedAlone) this.#changedAt = this.#clock.now();
    this.#onSharing(true);
    return await this.next(quota, wanted);
  }

  async #nextAlone(quota: QuotaName, wanted: Wanted): Promise<Start> {
    if (this.#isSharing !== false) {
      if (this.#isSharing) this.#changedAt = this.#clock.now();
      this.#isSharing = false;
      this.#hasStartedAlone = false;
      this.#onSharing(false);
    }
    const limit = Math.max(1, Math.floor(wanted.limit / SHARES));
    const start = await this.#own.next(quota, this.#afterChange({ ...wanted, limit }), LOOK_MS);
    if (start.inWindow !== undefined) this.#hasStartedAlone = true;
    return start;
  }

  #afterChange(wanted: Wanted): Wanted {
    if (wanted.limit === Infinity) return wanted;
    const leadMs = Math.max(wanted.leadMs, this.#changedAt + wanted.windowMs - this.#clock.now());
    return { ...wanted, leadMs };
  }
}
