import type { ContactPage, ContactWalk, SourceObserver } from '@contacts-gateway/domain';
import { checkpointOfWalk } from './checkpoint.js';
import { readSearchAnswer } from './changes/search-answer.js';
import { contactPages } from './contact-pages.js';
import type { Search } from './contact-requests.js';
import type { CallOptions, HubSpotApi } from './hubspot-api.js';

/** A walk that is longer than so many pages asks once how long it will be. */
const LONG_PAGES = 100;

const everything: Search = {
  filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '0' }],
  sortedBy: 'hs_object_id',
};

/** One walk through HubSpot's list, page by page. */
export class HubSpotWalk implements ContactWalk {
  readonly #api: HubSpotApi;
  readonly #stop = new AbortController();
  readonly #options: CallOptions;
  #checkpoint: string | undefined;
  #expected: number | undefined;

  /** @param closed - ends the walk as `cancel()` does. */
  constructor(api: HubSpotApi, closed: AbortSignal, observer: SourceObserver | undefined) {
    this.#api = api;
    this.#options = { signal: AbortSignal.any([this.#stop.signal, closed]), observer };
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
    let pages = 0;
    for await (const { page, sentAt } of contactPages(this.#api, 'live', this.#options)) {
      this.#checkpoint ??= checkpointOfWalk(sentAt);
      yield page;
      pages += 1;
      if (pages === LONG_PAGES) void this.#count();
    }
  }

  async #count(): Promise<void> {
    try {
      const { json } = await this.#api.search(everything, { signal: this.#options.signal });
      this.#expected = readSearchAnswer(json).total;
    } catch {
      // The walk needs no estimate.
    }
  }
}
