import type { Clock } from '../../http/clock.js';
import type { QuotaName, Start, Starts, Wanted } from './starts.js';

/** The starts of this process alone. */
export class OwnStarts implements Starts {
  readonly #clock: Clock;
  /** Ascending; the last ones may be yet to come. */
  readonly #logs: Readonly<Record<QuotaName, number[]>> = { requests: [], searches: [] };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param soonMs - a start that is further away is not taken. */
  async next(quota: QuotaName, { limit, windowMs, gapMs, leadMs }: Wanted, soonMs = Infinity): Promise<Start> {
    const now = this.#clock.now();
    const log = this.#logs[quota];
    while ((log[0] ?? now) <= now - windowMs) log.shift();
    const afterLast = (log.at(-1) ?? -Infinity) + gapMs;
    const afterWindow = (log.at(-limit) ?? -Infinity) + windowMs;
    const start = Math.max(now + leadMs, afterLast, afterWindow);
    if (start - now > soonMs) return { waitMs: soonMs, inWindow: undefined };
    log.push(start);
    return { waitMs: start - now, inWindow: log.length - log.findIndex((at) => at > start - windowMs) };
  }
}
