import type { ContactList } from '../contact-list.js';
import { CursorProgress } from '../cursor-progress.js';
import { ascendingNumbers, numberOf } from './numbers.js';
import { PageWidth } from './page-width.js';
import { Unreliable } from './unreliable.js';

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
  readonly #width = new PageWidth();
  readonly #progress = new CursorProgress();

  /** @param isInclusive - whether a cursor is known to be the id of the next record, not that of the last one. */
  constructor(begin: number, isInclusive: boolean) {
    this.begin = begin;
    this.last = begin - 1;
    this.cursor = String(isInclusive ? begin : begin - 1);
  }

  /** How far a page reaches, in ids. */
  get width(): number {
    return this.#width.median;
  }

  /** Takes over what is known where it begins. */
  follow(previous: ContactRange): void {
    this.emptyFrom = previous.emptyFrom;
    this.#width.note(previous.width);
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
    if (numbers.length > 0) this.#width.note(highest - (this.pages === 0 ? lowest - 1 : this.last));
    this.last = highest;
    this.cursor = after ?? this.cursor;
    this.pages += 1;
    return numbers;
  }
}
