import {
  type ContactPage,
  type ContactsError,
  type ContactSourcePort,
  type ContactWalk,
  SourceUnreachable,
  type TokenPort,
} from '@contacts-gateway/domain';
import { type Clock, systemClock } from '../http/clock.js';
import { NoAnswer } from '../http/outcome.js';
import { UpstreamClient, type UpstreamCall } from '../http/upstream-client.js';
import { contactsPath, type HubSpotApiVersion } from './api-version.js';
import { AuthorisedClient } from './authorised-client.js';
import { CONTACT_PROPERTIES, HUBSPOT, readContactList } from './contact-list.js';
import { CursorProgress } from './cursor-progress.js';
import { failureOf } from './failure.js';
import { retryWaitMs } from './retry-wait.js';
import { RollingQuota } from './rolling-quota.js';

/** The most that HubSpot lists at once. */
const PAGE_SIZE = 100;
/** A call ends after this, waits included. */
const CALL_MS = 120_000;
/** 100 records of 3 values of up to 65,536 characters, each of up to 4 bytes, are 79 MB. */
const MAX_ANSWER_BYTES = 100 * 1024 * 1024;

export interface HubSpotOptions {
  readonly baseUrl: string;
  readonly apiVersion: HubSpotApiVersion;
  /** Our own ceiling per rolling 10 s; 0 for none. */
  readonly requestsPer10s: number;
  /** Attempts per call, the first included; the one with a replaced token is made in any case. */
  readonly maxAttempts: number;
  /** The longest that one attempt may take. */
  readonly timeoutMs: number;
  readonly observe?: (call: UpstreamCall) => void;
  readonly clock?: Clock;
}

interface WalkOptions {
  readonly signal: AbortSignal;
  readonly onRetry: ((failure: ContactsError) => void) | undefined;
}

/** The contacts of one HubSpot account, read page by page through its list endpoint. */
export class HubSpotContacts implements ContactSourcePort {
  readonly name = HUBSPOT;
  readonly #path: string;
  readonly #client: AuthorisedClient;
  readonly #clock: Clock;
  readonly #maxAttempts: number;

  /** @throws TypeError when the base URL is not a URL. */
  constructor(tokens: TokenPort, options: HubSpotOptions) {
    const { baseUrl, apiVersion, requestsPer10s, maxAttempts, timeoutMs, observe, clock = systemClock } = options;
    const quota = new RollingQuota(requestsPer10s, clock);
    this.#path = contactsPath(apiVersion);
    this.#clock = clock;
    this.#maxAttempts = maxAttempts;
    const client = new UpstreamClient({
      upstream: 'hubspot',
      baseUrl,
      attemptTimeoutMs: timeoutMs,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      correlationHeader: 'x-hubspot-correlation-id',
      remainingHeader: 'x-hubspot-ratelimit-remaining',
      clock,
      retryWaitMs: (outcome, attempt) => retryWaitMs(outcome, attempt, clock),
      admit: (signal) => quota.admit(signal),
      observe,
    });
    this.#client = new AuthorisedClient(tokens, client);
  }

  walk(onRetry?: (failure: ContactsError) => void): ContactWalk {
    const stop = new AbortController();
    return {
      [Symbol.asyncIterator]: () => this.#pages({ signal: stop.signal, onRetry }),
      cancel: () => stop.abort(),
    };
  }

  async *#pages(options: WalkOptions): AsyncGenerator<ContactPage> {
    const progress = new CursorProgress();
    let cursor: string | undefined;
    do {
      const { page, after } = readContactList(await this.#list(cursor, options));
      yield page;
      if (after !== undefined) progress.check(after, page);
      cursor = after;
    } while (cursor !== undefined);
  }

  async #list(after: string | undefined, { signal, onRetry }: WalkOptions): Promise<unknown> {
    const now = this.#clock.now;
    const query = { limit: String(PAGE_SIZE), properties: CONTACT_PROPERTIES, archived: 'false' };
    const request = {
      operation: 'list contacts',
      path: this.#path,
      query: after === undefined ? query : { ...query, after },
    };
    try {
      const answer = await this.#client.get(request, {
        signal,
        deadline: now() + CALL_MS,
        maxAttempts: this.#maxAttempts,
        attempts: 0,
        onRetry: (outcome) => onRetry?.(failureOf(outcome, now())),
      });
      if (answer.status !== 200) throw failureOf(answer, now());
      return answer.json;
    } catch (error) {
      if (signal.aborted) throw new SourceUnreachable({ cause: new NoAnswer('CANCELLED') });
      throw error instanceof NoAnswer ? failureOf(error, now()) : error;
    }
  }
}
