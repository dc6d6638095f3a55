import { type ContactPage, isContactsError, SourceUnreachable } from '@contacts-gateway/domain';
import type { ContactList } from '../contact-list.js';
import { ContactRange } from './contact-range.js';
import { nextCut, type Pace } from './next-cut.js';
import type { Opening } from './opening.js';
import { RangeChain } from './range-chain.js';
import { Unreliable } from './unreliable.js';

/** Asks for the page at a cursor. */
type Ask = (cursor: string, signal: AbortSignal) => Promise<ContactList>;

interface Arrival {
  readonly range: ContactRange;
  /** Undefined when it told nothing new. */
  readonly list: ContactList | undefined;
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

  /**
   * Once. No call is left under way when it ends, however it does.
   *
   * @throws Unreliable when the list cannot be read so; and what asking throws.
   */
  async *pages(): AsyncGenerator<ContactPage> {
    try {
      this.#call(this.#opening.range, this.#opening.probe);
      this.#employ();
      while (this.#calls.size > 0) {
        const { range, list } = await Promise.race(this.#calls.values());
        // Nor is an answer given that had come before the walk was cancelled.
        if (this.#signal.aborted) throw new SourceUnreachable();
        this.#calls.delete(range);
        const page = list && this.#chain.accept(range, list);
        if (!range.isDone) this.#call(range, range.cursor);
        this.#employ();
        if (page) yield page;
      }
    } finally {
      this.#stop.abort();
      await Promise.allSettled(this.#calls.values());
    }
  }

  /** Begins other ranges for as long as that is worth it. */
  #employ(): void {
    while (this.#calls.size < this.#pace.concurrency) {
      const begin = nextCut(this.#chain.ranges, this.#pace);
      if (begin === undefined) return;
      const range = new ContactRange(begin, this.#opening.isInclusive);
      this.#chain.insert(range);
      this.#call(range, range.cursor);
    }
  }

  #call(range: ContactRange, cursor: string): void {
    const signal = this.#signals.get(range) ?? AbortSignal.any([this.#signal, this.#stop.signal]);
    this.#signals.set(range, signal);
    this.#calls.set(range, this.#arrival(range, cursor, signal));
  }

  async #arrival(range: ContactRange, cursor: string, signal: AbortSignal): Promise<Arrival> {
    const isProbe = cursor === this.#opening.probe;
    try {
      const list = await this.#ask(cursor, signal);
      return { range, list: isProbe ? this.#opening.continued(list) : list };
    } catch (error) {
      const isMadeUp = isProbe || range.first === undefined;
      if (isMadeUp && isRefusal(error)) throw new Unreliable('it refuses a cursor that it did not issue');
      throw error;
    }
  }
}

const isRefusal = (error: unknown): boolean =>
  isContactsError(error) && (error.code === 'source_unexpected_status' || error.code === 'source_answer_invalid');
