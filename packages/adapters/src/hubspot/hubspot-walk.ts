import type { ContactPage, ContactWalk, SourceObserver } from '@contacts-gateway/domain';
import { checkpointOfWalk } from './checkpoint.js';
import { contactPages } from './contact-pages.js';
import type { CallOptions, HubSpotApi } from './hubspot-api.js';

/** One walk through HubSpot's list, page by page. */
export class HubSpotWalk implements ContactWalk {
  readonly #api: HubSpotApi;
  readonly #stop = new AbortController();
  readonly #options: CallOptions;
  #checkpoint: string | undefined;

  /** @param closed - ends the walk as `cancel()` does. */
  constructor(api: HubSpotApi, closed: AbortSignal, observer: SourceObserver | undefined) {
    this.#api = api;
    this.#options = { signal: AbortSignal.any([this.#stop.signal, closed]), observer };
  }

  get checkpoint(): string | undefined {
    return this.#checkpoint;
  }

  cancel(): void {
    this.#stop.abort();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ContactPage> {
    for await (const { page, sentAt } of contactPages(this.#api, 'live', this.#options)) {
      this.#checkpoint ??= checkpointOfWalk(sentAt);
      yield page;
    }
  }
}
