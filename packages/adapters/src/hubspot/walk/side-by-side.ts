import { type ContactPage, isContactsError } from '@contacts-gateway/domain';
import type { ContactList } from '../contact-list.js';
import { ContactRange } from './contact-range.js';
import { Outlook } from './outlook.js';
import type { Pace } from './pace.js';
import type { Opening } from './opening.js';
import { RangeChain } from './range-chain.js';
import { Unreliable } from './unreliable.js';

/** Asks for the page at a cursor. */
type Ask = (cursor: string, signal: AbortSignal) => Promise<ContactList>;

interface Arrival {
  readonly range: ContactRange;
  readonly list: ContactList;
}

/** The rest of a list after its opening, read from several places at once. */
export class SideBySide {
  readonly #ask: Ask;
  readonly #signal: AbortSignal;
  readonly #opening: Opening;
  readonly #pace: Pace;
  readonly #chain: RangeChain;
  readonly #calls = new Map<ContactRange, Promise<Arrival>>();
  /** One for each range: a signal that they all share would warn of its many listeners. */
  readonly #signals = new Map<ContactRange, AbortSignal>();
  readonly #stop = new AbortController();

  constructor(ask: Ask, signal: AbortSignal, opening: Opening, pace: Pace) {
    this.#ask = ask;
    this.#signal = signal;
    this.#opening = opening;
    this.#pace = pace;
    this.#chain = new RangeChain(opening.range);
  }

  /** The ids that were given. */
  get given(): readonly number[] {
    return this.#chain.given;
  }

  /** Where a single cursor may go on: all that is listed before has been given. */
  get safeCursor(): string {
    return this.#chain.safeCursor;
  }

  /**
   * Once. No call is left under way when it ends, however it does.
   *
   * @throws Unreliable when the list cannot be read so; and what asking throws.
   */
  async *pages(): AsyncGenerator<ContactPage> {
    try {
      this.#employ();
      // Every range is read to its end, whatever the outlook says: it decides where and how many at a time, and nothing else.
      while (this.#chain.ranges.some(({ isDone }) => !isDone)) {
        const { range, list } = await Promise.race(this.#calls.values());
        this.#calls.delete(range);
        const page = this.#chain.accept(range, list);
        this.#employ();
        yield page;
      }
    } finally {
      this.#stop.abort();
      await Promise.allSettled(this.#calls.values());
    }
  }

  /** Goes on with ranges, and begins others, for as long as that is worth it. */
  #employ(): void {
    for (;;) {
      const outlook = new Outlook(this.#chain.ranges, this.#pace);
      if (this.#calls.size >= Math.max(1, outlook.width)) return;
      const waiting = this.#chain.ranges.filter((known) => !known.isDone && !this.#calls.has(known));
      // Those with the most left first: then all of them end at about the same time.
      const [longest] = waiting.toSorted((a, b) => outlook.leftOf(b) - outlook.leftOf(a));
      const range = longest ?? this.#begun(outlook.cut);
      if (!range) return;
      this.#call(range);
    }
  }

  #begun(begin: number | undefined): ContactRange | undefined {
    if (begin === undefined) return undefined;
    const range = new ContactRange(begin, this.#opening.isInclusive);
    this.#chain.insert(range);
    return range;
  }

  #call(range: ContactRange): void {
    const signal = this.#signals.get(range) ?? AbortSignal.any([this.#signal, this.#stop.signal]);
    this.#signals.set(range, signal);
    const arrival = this.#arrival(range, signal);
    // It may fail while the caller has a page in hand, and nobody is waiting: it is told with the next one.
    arrival.catch(() => {});
    this.#calls.set(range, arrival);
  }

  async #arrival(range: ContactRange, signal: AbortSignal): Promise<Arrival> {
    try {
      return { range, list: await this.#ask(range.cursor, signal) };
    } catch (error) {
      const isMadeUp = range.pages === 0;
      if (isMadeUp && !signal.aborted && isRefusal(error))
        throw new Unreliable('it refuses a cursor that it did not issue');
      throw error;
    }
  }
}

const REFUSALS: readonly string[] = ['source_unexpected_status', 'source_answer_invalid', 'source_unreachable'];

const isRefusal = (error: unknown): boolean => isContactsError(error) && REFUSALS.includes(error.code);
