import type { ContactList } from '../contact-list.js';
import { ContactRange } from './contact-range.js';
import { ascendingNumbers } from './numbers.js';
import type { Pace } from './next-cut.js';
import { pageOf } from './page-of.js';
import { Unreliable } from './unreliable.js';

/** A list that comes as quickly gains nothing from being read side by side … */
const QUICK_MS = 50;
/** … unless it is longer than so many pages; and fewer than these are not worth it. */
const MOST_PAGES = 10;
const LEAST_PAGES = 3;

/** What it takes us to read a page: of more answers at a time than come in a round trip, some would only wait for us. */
const OWN_MS = 5;

export type Limits = Omit<Pace, 'roundTripMs'>;

/** The first pages of a list, read one after the other, and what they tell of it. */
export class Opening {
  readonly range = new ContactRange(0, false);
  /** From a request to its answer at best; not that of the first, which may have waited for a token and a connection. */
  #roundTripMs = Infinity;
  /** Whether a page has begun with the very id that was its cursor. */
  isInclusive = false;
  /** The ids after the last gap that there is between them. */
  #afterGap: readonly number[] = [];
  #receivedAt: number | undefined;

  /** @throws Unreliable when the list is none that could be read side by side. */
  note(list: ContactList, now: number): void {
    if (this.#receivedAt !== undefined) this.#roundTripMs = Math.min(this.#roundTripMs, now - this.#receivedAt);
    this.#receivedAt = now;
    const { last, cursor } = this.range;
    this.isInclusive ||= list.ids[0] === cursor;
    const numbers = this.range.read(list).filter((number) => number > last);
    this.range.first ??= numbers[0];
    const gap = numbers.findLastIndex((number, index) => number - (numbers[index - 1] ?? last) > 1);
    this.#afterGap = gap === -1 ? [...this.#afterGap, ...numbers] : numbers.slice(gap);
  }

  /** Whether the rest is worth being read side by side. */
  get isOver(): boolean {
    const { pages, first } = this.range;
    const isSlow = pages >= LEAST_PAGES && this.#roundTripMs >= QUICK_MS;
    return first !== undefined && (isSlow || pages >= MOST_PAGES);
  }

  /** How the rest should be read. */
  paceWithin({ concurrency, requestsPer10s }: Limits): Pace {
    const roundTripMs = this.#roundTripMs;
    const useful = Math.max(2, Math.ceil(roundTripMs / OWN_MS));
    return { concurrency: Math.min(concurrency, useful), requestsPer10s, roundTripMs };
  }

  /** A cursor that nobody issued, of an id that does not exist: it must be answered with the ids after it. */
  get probe(): string {
    return String(this.#afterGap[0]! - 1);
  }

  /**
   * How the list goes on after the opening, by the answer to the probe; undefined when all of that was known.
   *
   * @throws Unreliable when it does not begin with what is known.
   */
  continued(list: ContactList): ContactList | undefined {
    const numbers = ascendingNumbers(list.ids);
    const isFromBefore = numbers[0] !== undefined && numbers[0] < Number(this.probe);
    const expected = this.#afterGap.slice(0, numbers.length);
    const found = new Set(numbers);
    // One or another may have been deleted meanwhile.
    const missing = expected.filter((number) => !found.has(number));
    if (isFromBefore || expected.length === 0 || missing.length > expected.length / 2)
      throw new Unreliable('it does not know the place of a cursor that it did not issue');
    const isNew = (id: number): boolean => id > this.range.last;
    if (list.after !== undefined && !numbers.some(isNew)) return undefined;
    return { ...list, ids: list.ids.filter((id) => isNew(Number(id))), page: pageOf(list.page, isNew) };
  }
}
