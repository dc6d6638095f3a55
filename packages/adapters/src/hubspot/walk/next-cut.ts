import type { ContactRange } from './contact-range.js';
import { type Stretch, stretchesOf } from './stretches.js';

/** What a walk may cost, and what it gains by being quick. */
export interface Pace {
  /** Requests at a time. */
  readonly concurrency: number;
  /** Requests per rolling 10 s; 0 for no limit. */
  readonly requestsPer10s: number;
  /** From a request to its answer. */
  readonly roundTripMs: number;
}

const WINDOW_MS = 10_000;
/** How many times farther than the list is known its end is looked for … */
const REACH = 4;
/** … at two places at a time in the beginning, when everybody waits for it, and later at one. */
const BEGINNING_PAGES = 10;
/** To share a stretch of fewer pages is not worth another request, nor one that is a smaller part of what has been read. */
const LEAST_PAGES = 4;
const LEAST_SHARE = 0.01;

/** The id from which on somebody who has nothing to do had best read; undefined when that is not worth a request. */
export function nextCut(ranges: readonly ContactRange[], pace: Pace): number | undefined {
  const stretches = stretchesOf(ranges);
  const read = ranges.reduce((sum, { pages }) => sum + pages, 0);
  const closed = stretches.filter(({ pages }) => pages !== Infinity);
  const expected = closed.reduce((sum, stretch) => sum + expectedIn(stretch), 0);
  const open = stretches.find(({ pages }) => pages === Infinity);
  if (open && open.asked < (read < BEGINNING_PAGES ? 2 : 1)) return placeIn(open, REACH * (read + expected));
  // Where nothing bridges a stretch its contacts may end anywhere: one place at a time, and rather a near one.
  const candidates = closed.filter(({ isBridged, asked }) => isBridged || asked === 0);
  const [largest] = candidates.toSorted((a, b) => expectedIn(b) - expectedIn(a));
  if (!largest || expectedIn(largest) < Math.max(LEAST_PAGES, LEAST_SHARE * read)) return undefined;
  const isLate = expectedIn(largest) * pace.roundTripMs > quotaMs(expected, pace.requestsPer10s);
  return isLate ? placeIn(largest, largest.pages / (largest.isBridged ? 2 : 4)) : undefined;
}

/** The pages that a stretch may be expected to have. */
const expectedIn = ({ pages, isBridged }: Stretch): number => (isBridged ? pages : pages / 2);

/** How long the quota makes so many pages wait, however many are asked for at a time. */
const quotaMs = (pages: number, requestsPer10s: number): number =>
  requestsPer10s === 0 ? 0 : (Math.max(0, pages - requestsPer10s) / requestsPer10s) * WINDOW_MS;

/** Where a page will end if contacts are as dense as before: then the two ranges meet without a page that both read. */
function placeIn({ last, width }: Stretch, pages: number): number | undefined {
  const begin = last + 1 + Math.max(1, Math.round(pages)) * width;
  return Number.isSafeInteger(begin) ? begin : undefined;
}
