import { unlessAborted } from '../http/abort.js';
import type { Clock } from '../http/clock.js';

/**
 * HubSpot counts as requests arrive: one that is slow on its way, as the first on a connection is, moves closer to those
 * after it. Hence a window that is a little longer than HubSpot's.
 */
const SLACK_MS = 200;

/** Never lets more than `limit` requests start within a rolling window: an exact log of the last ones, not an average. */
export class RollingQuota {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #clock: Clock;
  readonly #started: number[] = [];
  /** When whoever came last has been admitted, or has gone. */
  #turn: Promise<void> = Promise.resolve();

  /** @param limit - requests per rolling window; 0 for no limit. */
  constructor(limit: number, windowMs: number, clock: Clock) {
    this.#limit = limit;
    this.#windowMs = windowMs + SLACK_MS;
    this.#clock = clock;
  }

  /** Resolves when a request may start, which it is then taken to do: who asked first, first. Rejects when the signal aborts. */
  async admit(signal: AbortSignal): Promise<void> {
    if (this.#limit === 0) return;
    const turn = this.#turn.then(() => this.#start(signal));
    this.#turn = turn.catch(() => {});
    await unlessAborted(signal, turn);
  }

  /** One at a time: of many who wait only the first looks at the clock. */
  async #start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (let waitMs = this.#waitMs(); waitMs > 0; waitMs = this.#waitMs()) await this.#clock.sleep(waitMs, signal);
    if (this.#started.length === this.#limit) this.#started.shift();
    this.#started.push(this.#clock.now());
  }

  #waitMs(): number {
    const oldest = this.#started.length < this.#limit ? undefined : this.#started[0];
    return oldest === undefined ? 0 : oldest + this.#windowMs - this.#clock.now();
  }
}
