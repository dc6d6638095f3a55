import type { ContactPage } from '@contacts-gateway/domain';
import type { ContactList } from '../contact-list.js';
import type { ContactRange } from './contact-range.js';
import { pageOf } from './page-of.js';
import { Unreliable } from './unreliable.js';

/**
 * The ranges of a list, in the order of their ids. A range ends where it meets the first that the next one has found,
 * whatever that one was asked for: nothing can lie between them, even if a made-up cursor is taken for another place.
 */
export class RangeChain {
  readonly ranges: ContactRange[];
  /** The ids that pages were given with. */
  readonly given: number[] = [];
  /** All that is listed before it has been given. */
  safeCursor: string;
  /** Whether a cursor that the source did not issue has led anywhere. */
  #isTrusted = false;

  constructor(first: ContactRange) {
    this.ranges = [first];
    this.safeCursor = first.cursor;
  }

  insert(range: ContactRange): void {
    const next = this.ranges.findIndex(({ begin }) => begin > range.begin);
    const index = next === -1 ? this.ranges.length : next;
    const previous = this.#foundBefore(index);
    if (previous) range.follow(previous);
    this.ranges.splice(index, 0, range);
  }

  /**
   * Takes a range's next page. Answers what of it no other range has given.
   *
   * @throws Unreliable when it contradicts what is known; SourceAnswerInvalid.
   */
  accept(range: ContactRange, list: ContactList): ContactPage {
    const index = this.ranges.indexOf(range);
    const isNew = range.first === undefined;
    // Who was slow to begin may have been overtaken.
    const before = isNew ? Math.max(range.last, this.#foundBefore(index)?.last ?? -1) : range.last;
    const end = this.ranges.slice(index + 1).find(({ first }) => first !== undefined)?.first ?? Infinity;
    const numbers = range.read(list);
    const own = numbers.filter((number) => number > before && number < end);
    const isMet = range.last >= end - 1;
    const isLast = list.after === undefined;
    if (isLast && !isMet && end !== Infinity) throw new Unreliable('it ends before ids that it has listed');
    range.first ??= own[0];
    range.isDone = isMet || isLast;
    if (own.at(-1)! >= range.emptyFrom) this.#doubt(range);
    if (own.length > 0 && index > 0) this.#isTrusted = true;
    if (own.length === numbers.length && index === 0) this.safeCursor = range.cursor;
    if (range.first === undefined && (range.isDone || numbers.length > 0)) this.#remove(range, index);
    for (const number of own) this.given.push(number);
    return own.length === numbers.length ? list.page : pageOf(list.page, (id) => id > before && id < end);
  }

  /** Where nothing was found there is something: created since then, unless nothing was ever found so. */
  #doubt(range: ContactRange): void {
    if (!this.#isTrusted) throw new Unreliable('it lists nothing from a cursor that it did not issue');
    range.emptyFrom = Infinity;
  }

  #foundBefore(index: number): ContactRange | undefined {
    return this.ranges.slice(0, index).findLast(({ first }) => first !== undefined);
  }

  /** A range that has nothing of its own. */
  #remove(range: ContactRange, index: number): void {
    const previous = this.#foundBefore(index);
    if (previous && range.isDone) {
      previous.emptyFrom = Math.min(previous.emptyFrom, range.begin);
      previous.hasMissed = true;
    }
    this.ranges.splice(index, 1);
    range.isDone = true;
  }
}
