import { isContactsError } from '@contacts-gateway/domain';
import type { Clock } from '../../http/clock.js';
import { type Search, SEARCH_SIZE } from '../contact-requests.js';
import type { CallOptions, HubSpotApi } from '../hubspot-api.js';
import { readSearchAnswer, type SearchAnswer } from './search-answer.js';
import { WalkInstead } from './walk-instead.js';

/** An index that still counts what it no longer has may agree with itself after this. */
const AGREES_AFTER_MS = 1000;

/** The searches of one pass. */
export class Searches {
  readonly #api: HubSpotApi;
  readonly #clock: Clock;
  readonly #options: CallOptions;
  #firstSentAt = NaN;

  constructor(api: HubSpotApi, clock: Clock, options: CallOptions) {
    this.#api = api;
    this.#clock = clock;
    this.#options = options;
  }

  /** When the first answer was sent, in Unix milliseconds by HubSpot's clock; NaN before there is one. */
  get firstSentAt(): number {
    return this.#firstSentAt;
  }

  /** @throws WalkInstead when answers hold less than they say there is, and nobody knows what is missing. */
  async find(search: Search): Promise<SearchAnswer> {
    const found = await this.#find(search);
    if (isComplete(found)) return found;
    // When it is cut short, the next call says so.
    await this.#clock.sleep(AGREES_AFTER_MS, this.#options.signal).catch(() => undefined);
    const again = await this.#find(search);
    if (!isComplete(again)) throw new WalkInstead('a search found fewer contacts than it counted');
    return again;
  }

  async #find(search: Search): Promise<SearchAnswer> {
    try {
      const { json, sentAt } = await this.#api.search(search, this.#options);
      if (Number.isNaN(this.#firstSentAt)) this.#firstSentAt = sentAt;
      return readSearchAnswer(json);
    } catch (error) {
      throw isOutOfOrder(error) ? new WalkInstead('what was modified cannot be searched for') : error;
    }
  }
}

/** Search is a service of its own: the list may be well when it is not. */
const isOutOfOrder = (error: unknown): boolean =>
  isContactsError(error) && (error.code === 'source_unexpected_status' || error.code === 'source_answer_invalid');

const isComplete = ({ total, hits, isAll }: SearchAnswer): boolean =>
  hits.length >= Math.min(SEARCH_SIZE, total) && (hits.length > 0 || isAll);
