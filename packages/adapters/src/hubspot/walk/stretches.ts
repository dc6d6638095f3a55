import type { ContactRange } from './contact-range.js';

/** What is to be read yet between two places from which the list is being read. */
export interface Stretch {
  /** The range that reads it. */
  readonly range: ContactRange;
  /** Up to here it is read already, or by a range that was begun and has found nothing so far. */
  readonly last: number;
  /** How far a page reaches, in ids. */
  readonly width: number;
  /** If contacts are as dense as before; Infinity at the end of the list, as long as nobody has found it. */
  readonly pages: number;
  /** Whether contacts were found close behind its end: they need not end within. */
  readonly isBridged: boolean;
  /** How many places before its end and after the range were asked for, without an answer so far. */
  readonly asked: number;
  /** Whether nothing was found behind it. */
  readonly isLast: boolean;
  /** Whether somebody was to share it and found nothing of it. */
  readonly hasMissed: boolean;
}

/** In the order of the ids. */
export function stretchesOf(ranges: readonly ContactRange[]): Stretch[] {
  const found = ranges.filter(({ first }) => first !== undefined);
  return found.flatMap((range, index) => (range.isDone ? [] : stretchesFrom(range, found[index + 1], ranges)));
}

function stretchesFrom(range: ContactRange, next: ContactRange | undefined, all: readonly ContactRange[]): Stretch[] {
  const { width, emptyFrom } = range;
  const end = Math.min(emptyFrom, next?.begin ?? Infinity);
  const isBridged = next?.first !== undefined && end === next.begin && next.first - end <= 2 * width;
  const hasMissed = next ? emptyFrom < next.begin : range.hasMissed;
  const asked = all.filter(({ first, begin }) => first === undefined && begin > range.last + 1 && begin < end);
  const begins = [range.last + 1, ...asked.map(({ begin }) => begin), end];
  return begins.slice(1).map((until, index) => ({
    range,
    last: begins[index]! - 1,
    width,
    pages: Math.max(0, until - begins[index]!) / width,
    isBridged,
    asked: asked.length,
    isLast: next === undefined,
    hasMissed,
  }));
}
