import type { ContactList } from '../contact-list.js';
import { CursorProgress } from '../cursor-progress.js';
import { ascendingNumbers, numberOf } from './numbers.js';
import { Unreliable } from './unreliable.js';

/** Of so many pages the width is known. */
const RECENT_PAGES = 9;

/** A stretch of the list that is read page by page: from where it begins up to the first that the next one has found. */
export class ContactRange {
  /** The lowest id that it is to find. */
  readonly begin: number;
  /** Of its next page. */
  cursor: string;
  /** The lowest id that it found, of those that no other range has; undefined as long as there is none. */
  first: number | undefined;
  /** Up to here it has been read. */
  last: number;
  /** Who asked from here on found nothing before the next range. */
  emptyFrom = Infinity;
  /** Whether somebody was to share what it reads, and found nothing of it. */
  hasMissed = false;
  pages = 0;
  isDone = false;
  readonly #widths: number[] = [];
  readonly #progress = new CursorProgress();

  /** @param isInclusive - whether a cursor is known to be the id of the next record, not that of the last one. */
  constructor(begin: number, isInclusive: boolean) {
    this.begin = begin;
    this.last = begin - 1;
    this.cursor = String(isInclusive ? begin : begin - 1);
  }

  /** How far a page reaches, in ids, of those that it has read. The median: now and then a page bridges a desert. */
  get width(): number {
    return this.#widths.toSorted((a, b) => a - b)[(this.#widths.length - 1) >> 1] ?? 1;
  }

  /** Takes over what is known where it begins. */
  follow(previous: ContactRange): void {
    this.emptyFrom = previous.emptyFrom;
    this.#widths.push(previous.width);
  }

  /**
   * Goes on by a page. Answers its ids.
   *
   * @throws Unreliable when the page cannot be the next; SourceAnswerInvalid when the cursors lead nowhere.
   */
  read({ ids, page, after }: ContactList): readonly number[] {
    const numbers = ascendingNumbers(ids);
    const [lowest = this.last, highest = this.last] = [numbers[0], numbers.at(-1)];
    if (lowest < this.last) throw new Unreliable('it lists ids from before the cursor');
    if (after !== undefined && (numberOf(after) ?? -1) < highest) throw new Unreliable('its cursors are no ids');
    if (after !== undefined) this.#progress.check(after, page);
    if (numbers.length > 0) this.#widths.push(highest - (this.pages === 0 ? lowest - 1 : this.last));
    if (this.#widths.length > RECENT_PAGES) this.#widths.shift();
    this.last = highest;
    this.cursor = after ?? this.cursor;
    this.pages += 1;
    return numbers;
  }
}
