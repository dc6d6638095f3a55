import type { ContactList } from '../contact-list.js';
import { ContactRange } from './contact-range.js';

/** A list that comes as quickly gains nothing from being read side by side … */
const QUICK_MS = 50;
/** … unless it is longer than so many pages; and fewer than these are not worth it. */
const MOST_PAGES = 10;
const LEAST_PAGES = 3;

/** The first pages of a list, read one after the other, and what they tell of it. */
export class Opening {
  readonly range = new ContactRange(0, false);
  /** Whether a page has begun with the very id that was its cursor. */
  isInclusive = false;
  /** From a request to its answer at best; not that of the first, which may have waited for a token and a connection. */
  roundTripMs = Infinity;
  #receivedAt: number | undefined;

  /** @throws Unreliable when the list is none that could be read side by side. */
  note(list: ContactList, now: number): void {
    if (this.#receivedAt !== undefined) this.roundTripMs = Math.min(this.roundTripMs, now - this.#receivedAt);
    this.#receivedAt = now;
    this.isInclusive ||= list.ids[0] === this.range.cursor;
    const numbers = this.range.read(list);
    this.range.first ??= numbers[0];
  }

  /** Whether the rest is worth being read side by side. */
  get isOver(): boolean {
    const { pages } = this.range;
    return pages >= (this.roundTripMs >= QUICK_MS ? LEAST_PAGES : MOST_PAGES);
  }
}
