import type { ContactRange } from './contact-range.js';
import type { Pace } from './pace.js';
import { type Stretch, stretchesOf } from './stretches.js';

const WINDOW_MS = 10_000;
/** How many times farther than the list is known its end is looked for … */
const REACH = 4;
/** … at two places at a time in the beginning, when everybody waits for it, and later at one. */
const BEGINNING_PAGES = 10;
/** To share a stretch of fewer pages is not worth another request, nor one that is a smaller part of what has been read. */
const LEAST_PAGES = 4;
const LEAST_SHARE = 0.01;

/** What may be left of a list, by what has been found of it. */
export class Outlook {
  readonly #ranges: readonly ContactRange[];
  readonly #pace: Pace;
  readonly #stretches: readonly Stretch[];
  /** Pages that were read. */
  readonly #read: number;

  constructor(ranges: readonly ContactRange[], pace: Pace) {
    this.#ranges = ranges;
    this.#pace = pace;
    this.#stretches = stretchesOf(ranges);
    this.#read = ranges.reduce((sum, { pages }) => sum + pages, 0);
  }

  /** How many requests at a time are worth it: where the quota makes everybody wait, little more than use it up. */
  get width(): number {
    const { concurrency } = this.#pace;
    return this.#isBound ? Math.min(concurrency, 2 + this.#fewest) : concurrency;
  }

  /** How many pages a range may have to read yet; Infinity as long as it has found nothing. */
  leftOf(range: ContactRange): number {
    const own = this.#stretches.filter((stretch) => stretch.range === range);
    return own.length === 0 ? Infinity : own.reduce((sum, { pages }) => sum + pages, 0);
  }

  /** The id from which on somebody who has nothing to do had best read; undefined when that is not worth a request. */
  get cut(): number | undefined {
    const closed = this.#stretches.filter(({ pages }) => pages !== Infinity);
    const open = this.#stretches.find(({ pages }) => pages === Infinity);
    const isBeginning = this.#read < BEGINNING_PAGES;
    if (open && open.asked < (isBeginning ? 2 : 1)) {
      const expected = closed.reduce((sum, stretch) => sum + expectedIn(stretch), this.#read);
      // Of clusters the distance of the next may tell more than the density in the last.
      const known = (open.last - this.#ranges[0]!.first!) / open.width;
      return placeIn(open, Math.max(REACH * expected, known));
    }
    // Where nothing bridges a stretch its contacts may end anywhere: one place at a time.
    const isScarce = this.#isBound && this.#ranges.filter(({ isDone }) => !isDone).length >= this.#fewest;
    const candidates = closed.filter(
      ({ isBridged, isLast, asked }) => isBridged || (asked === 0 && !isBeginning && (isLast || !isScarce)),
    );
    const [largest] = candidates.toSorted((a, b) => expectedIn(b) - expectedIn(a));
    if (!largest || expectedIn(largest) < Math.max(LEAST_PAGES, LEAST_SHARE * this.#read)) return undefined;
    return placeIn(largest, this.#shareOf(largest));
  }

  /** Whether the list is longer than what the quota lets pass at once. */
  get #isBound(): boolean {
    const { requestsPer10s } = this.#pace;
    const bridged = this.#stretches.filter(({ isBridged }) => isBridged);
    return requestsPer10s > 0 && bridged.reduce((sum, { pages }) => sum + pages, this.#read) > requestsPer10s;
  }

  /** So many requests at a time use the quota up. */
  get #fewest(): number {
    return Math.ceil((this.#pace.requestsPer10s * this.#pace.roundTripMs) / WINDOW_MS);
  }

  /** How many pages on somebody else had best begin. */
  #shareOf({ pages, isBridged, isLast, hasMissed, range }: Stretch): number {
    if (isBridged) return pages / 2;
    // Who missed the rest of a cluster looks closer to what is known of it.
    return hasMissed ? Math.min(pages / 4, REACH * (isLast ? this.#read : 2 * range.pages)) : pages / 4;
  }
}

/** The pages that a stretch may be expected to have. */
function expectedIn({ pages, isBridged, isLast, hasMissed, range }: Stretch): number {
  if (isBridged) return pages;
  return Math.min(pages / 2, hasMissed && !isLast ? range.pages : 2 * REACH * range.pages);
}

/** Where a page will end if contacts are as dense as before: then the two ranges meet without a page that both read. */
function placeIn({ last, width }: Stretch, pages: number): number | undefined {
  const begin = last + 1 + Math.max(1, Math.round(pages)) * width;
  return Number.isSafeInteger(begin) ? begin : undefined;
}
