import { unlessAborted } from '../../http/abort.js';
import type { Clock } from '../../http/clock.js';
import type { Answer } from '../../http/outcome.js';
import { OtherConsumers } from './other-consumers.js';
import { Places } from './places.js';
import type { QuotaName, Starts } from './starts.js';

/**
 * HubSpot counts as requests arrive: one that is slow on its way, as the first on a connection is, moves closer to those
 * after it. Hence a window that is a little longer than HubSpot's.
 */
const SLACK_MS = 200;
/** Of the slack: by how much a process may be late for its own start. */
const LATE_MS = 50;

export interface QuotaLimit {
  readonly name: QuotaName;
  /** Our own ceiling in any window; Infinity for none. */
  readonly ceiling: number;
  readonly windowMs: number;
}

/** Lets requests start within one of HubSpot's limits: in the order in which they came, and one looking at the clock at a time. */
export class Quota {
  readonly #name: QuotaName;
  readonly #ceiling: number;
  readonly #windowMs: number;
  readonly #starts: Starts;
  readonly #others: OtherConsumers;
  readonly #clock: Clock;
  readonly #turn = new Places(1);

  constructor({ name, ceiling, windowMs }: QuotaLimit, starts: Starts, clock: Clock) {
    this.#name = name;
    this.#ceiling = ceiling;
    this.#windowMs = windowMs + SLACK_MS;
    this.#starts = starts;
    this.#others = new OtherConsumers(windowMs);
    this.#clock = clock;
  }

  /**
   * Resolves when a request may start, with how many of ours have started by then within the window. Rejects when the signal
   * aborts.
   */
  async start(signal: AbortSignal): Promise<number> {
    await this.#turn.take(signal);
    try {
      return await this.#next(signal);
    } finally {
      this.#turn.give();
    }
  }

  /** @param ours - what `start` said of the answered request. */
  learn(answer: Answer, ours: number): void {
    this.#others.learn(answer, ours, this.#clock.now());
  }

  async #next(signal: AbortSignal): Promise<number> {
    const { now, sleep } = this.#clock;
    for (let leadMs = 0; ;) {
      const askedAt = now();
      const wanted = {
        ...this.#others.leave(this.#ceiling, this.#windowMs, askedAt),
        windowMs: this.#windowMs,
        leadMs,
      };
      const { waitMs, inWindow } = await unlessAborted(signal, this.#starts.next(this.#name, wanted));
      if (waitMs > 0) await sleep(waitMs, signal);
      if (inWindow === undefined) continue;
      const lateMs = now() - askedAt - waitMs;
      if (lateMs <= LATE_MS) return inWindow;
      // The log has it where it is not: it takes another, and asks early enough.
      leadMs += lateMs;
    }
  }
}
