import {
  type ContactPage,
  type ContactWalk,
  SourceAnswerInvalid,
  type SourceObserver,
  SourceUnreachable,
} from '@contacts-gateway/domain';
import { fullJitterMs } from '../http/full-jitter.js';
import { checkpointOfWalk } from './checkpoint.js';
import { readSearchAnswer } from './changes/search-answer.js';
import { type ContactList, readContactList } from './contact-list.js';
import type { Search } from './contact-requests.js';
import type { HubSpotApi } from './hubspot-api.js';
import type { HubSpotOptions } from './hubspot-options.js';
import { walkList } from './walk/walk-list.js';

/** A walk that is longer than so many pages asks once how long it will be. */
const LONG_PAGES = 100;

const everything: Search = {
  filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '0' }],
  sortedBy: 'hs_object_id',
};

export type WalkOptions = Required<
  Pick<HubSpotOptions, 'concurrency' | 'requestsPer10s' | 'maxAttempts' | 'clock' | 'onFallback'>
>;

/** One walk through HubSpot's list. */
export class HubSpotWalk implements ContactWalk {
  readonly #api: HubSpotApi;
  readonly #options: WalkOptions;
  readonly #observer: SourceObserver | undefined;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #checkpoint: string | undefined;
  #expected: number | undefined;

  /** @param closed - ends the walk as `cancel()` does. */
  constructor(api: HubSpotApi, closed: AbortSignal, options: WalkOptions, observer: SourceObserver | undefined) {
    this.#api = api;
    this.#options = options;
    this.#observer = observer;
    this.#signal = AbortSignal.any([this.#stop.signal, closed]);
  }

  get checkpoint(): string | undefined {
    return this.#checkpoint;
  }

  /** As search counts. */
  get expected(): number | undefined {
    return this.#expected;
  }

  cancel(): void {
    this.#stop.abort();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ContactPage> {
    const { clock, ...options } = this.#options;
    const ask = (cursor: string | undefined, signal: AbortSignal) => this.#list(cursor, signal);
    let pages = 0;
    for await (const page of walkList(ask, this.#signal, { ...options, now: clock.now })) {
      this.#goOn();
      yield page;
      pages += 1;
      if (pages === LONG_PAGES) void this.#count();
    }
    this.#goOn();
  }

  /** Neither a page that had come before the walk was cancelled is given, nor an end. */
  #goOn(): void {
    if (this.#signal.aborted) throw new SourceUnreachable();
  }

  /** A page. When the first one was fine and a later one is not, that is asked for again: much would be lost with the walk. */
  async #list(cursor: string | undefined, signal: AbortSignal): Promise<ContactList> {
    const { maxAttempts, clock } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const { json, sentAt } = await this.#api.list('live', cursor, { signal, observer: this.#observer });
      try {
        const list = readContactList(json);
        this.#checkpoint ??= checkpointOfWalk(sentAt);
        return list;
      } catch (error) {
        const isFinal = this.#checkpoint === undefined || attempt === maxAttempts;
        if (isFinal || !(error instanceof SourceAnswerInvalid)) throw error;
        this.#observer?.onRetry?.(error);
        // The next call tells of a cancellation.
        await clock.sleep(fullJitterMs(attempt, clock.random), signal).catch(() => {});
      }
    }
  }

  async #count(): Promise<void> {
    try {
      const { json } = await this.#api.search(everything, { signal: this.#signal });
      this.#expected = readSearchAnswer(json).total;
    } catch {
      // The walk needs no estimate.
    }
  }
}
