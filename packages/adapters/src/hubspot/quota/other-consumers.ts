import type { Answer } from '../../http/outcome.js';
import type { Wanted } from './starts.js';

/** What so many answers in succession say at least, is so: one alone may be about a request that others of ours overtook. */
const ANSWERS = 3;
/** Others may use more than they did while an answer was on its way. */
const HEADROOM = 1.1;
/** Of the quota: whoever uses more than this may use much more soon, which only answers that come all the time tell. */
const MANY = 0.1;
/** Of the quota: what we use in any case, or we would never learn that the others have gone. */
const LEAST = 0.05;

/** What other consumers of the same quota use, by HubSpot's headers: what it has counted, less our own. */
export class OtherConsumers {
  readonly #intervalMs: number;
  #max: number | undefined;
  /** When HubSpot refused, and did not count, requests of ours. */
  #refusals: readonly number[] = [];
  #seen: readonly { readonly at: number; readonly used: number }[] = [];

  /** @param intervalMs - what the headers must be about. */
  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** @param ours - how many of ours had started within the window when the answered one did; it counts. */
  learn(answer: Answer, ours: number, now: number): void {
    const told = (name: string): number => Number(answer.header(`x-hubspot-ratelimit-${name}`) ?? NaN);
    if (answer.status === 429) this.#refusals = [...this.#refusals.filter((at) => at > now - this.#intervalMs), now];
    const refused = this.#refusals.filter((at) => at > now - this.#intervalMs).length;
    const max = told('max');
    const used = max - told('remaining') - (ours - refused);
    const isOfThis = [NaN, this.#intervalMs].some((ms) => Object.is(ms, told('interval-milliseconds')));
    if (!isOfThis || Number.isNaN(used) || max < 1) return;
    this.#max = max;
    this.#seen = [...this.#seen, { at: now, used }].slice(-ANSWERS);
  }

  /** What they leave of our own ceiling: how many starts, and how far apart. */
  leave(ceiling: number, windowMs: number, now: number): Pick<Wanted, 'limit' | 'gapMs'> {
    if (this.#max === undefined) return { limit: ceiling, gapMs: 0 };
    const recent = this.#seen.filter(({ at }) => at > now - windowMs);
    const used = recent.length < ANSWERS ? 0 : Math.max(0, Math.min(...recent.map((seen) => seen.used)));
    const left = Math.max(LEAST * this.#max, this.#max - HEADROOM * used, 1);
    const limit = Math.min(ceiling, Math.floor(left));
    return { limit, gapMs: limit < ceiling && used > MANY * this.#max ? windowMs / limit : 0 };
  }
}
