import type { ContactPage, ContactWalk, SourceObserver } from '@contacts-gateway/domain';
import { readContactList } from './contact-list.js';
import { CursorProgress } from './cursor-progress.js';
import { type CallOptions, type HubSpotApi } from './hubspot-api.js';

/** An answer may take long, and HubSpot's index lags behind its truth. */
const MARGIN_MS = 120_000;

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

  /** An ISO date, of which later ones sort higher. */
  get checkpoint(): string | undefined {
    return this.#checkpoint;
  }

  cancel(): void {
    this.#stop.abort();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ContactPage> {
    const progress = new CursorProgress();
    let cursor: string | undefined;
    do {
      const { json, sentAt } = await this.#api.list(cursor, this.#options);
      const { page, after } = readContactList(json);
      this.#checkpoint ??= new Date(sentAt - MARGIN_MS).toISOString();
      yield page;
      if (after !== undefined) progress.check(after, page);
      cursor = after;
    } while (cursor !== undefined);
  }
}
