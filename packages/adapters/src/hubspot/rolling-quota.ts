import type { Clock } from '../http/clock.js';

/**
 * HubSpot counts as requests arrive: one that is slow on its way, as the first on a connection is, moves closer to those
 * after it. Hence a little more than the 10 s.
 */
const WINDOW_MS = 10_200;

/** Never lets more than `limit` requests start within any 10 s: an exact log of the last ones, not an average. */
export class RollingQuota {
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #started: number[] = [];

  /** @param limit - requests per rolling 10 s; 0 for no limit. */
  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Resolves when a request may start, which it is then taken to do. Rejects when the signal aborts. */
  async admit(signal: AbortSignal): Promise<void> {
    if (this.#limit === 0) return;
    for (let waitMs = this.#waitMs(); waitMs > 0; waitMs = this.#waitMs()) await this.#clock.sleep(waitMs, signal);
    if (this.#started.length === this.#limit) this.#started.shift();
    this.#started.push(this.#clock.now());
  }

  #waitMs(): number {
    const oldest = this.#started.length < this.#limit ? undefined : this.#started[0];
    return oldest === undefined ? 0 : oldest + WINDOW_MS - this.#clock.now();
  }
}
