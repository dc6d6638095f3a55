import { type ContactsError, type SourceObserver, SourceUnreachable, type TokenPort } from '@contacts-gateway/domain';
import { type Clock, systemClock } from '../http/clock.js';
import { httpDate } from '../http/http-date.js';
import { type Answer, NoAnswer } from '../http/outcome.js';
import { UpstreamClient } from '../http/upstream-client.js';
import { contactsPath } from './api-version.js';
import { AuthorisedClient } from './authorised-client.js';
import {
  batchReadRequest,
  type ContactsRequest,
  getRequest,
  type Listed,
  listRequest,
  type Search,
  searchRequest,
} from './contact-requests.js';
import { failureOf } from './failure.js';
import { hubSpotDefaults, type HubSpotOptions } from './hubspot-options.js';
import { saysNotFound } from './not-found.js';
import { Governor } from './quota/governor.js';
import type { QuotaName } from './quota/starts.js';
import { retryWaitMs } from './retry-wait.js';

/** A call ends after this, waits included. */
const CALL_MS = 120_000;
/** 100 records of 3 values of up to 65,536 characters, each of up to 4 bytes, are 79 MB. */
const MAX_ANSWER_BYTES = 100 * 1024 * 1024;

/** HubSpot's clock may be ahead of ours; a date that is further ahead is a mistake, and must not outrank every later one. */
export const MOST_AHEAD_MS = 3_600_000;

/** What a call is told beyond its request. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly observer?: SourceObserver | undefined;
}

/** An answer's content, and Unix time in milliseconds, by HubSpot's clock, at which it was sent. */
export interface DatedAnswer {
  readonly json: unknown;
  readonly sentAt: number;
}

/** HubSpot's contacts API, call by call. Every method throws what the ports' ContactsError says, and nothing else. */
export class HubSpotApi {
  readonly #path: string;
  readonly #client: AuthorisedClient;
  readonly #governor: Governor;
  readonly #clock: Clock;
  readonly #maxAttempts: number;

  /** @throws TypeError when the base URL is not a URL. */
  constructor(tokens: TokenPort, options: HubSpotOptions) {
    const {
      baseUrl = hubSpotDefaults.baseUrl,
      apiVersion = hubSpotDefaults.apiVersion,
      requestsPer10s = hubSpotDefaults.requestsPer10s,
      maxAttempts = hubSpotDefaults.maxAttempts,
      timeoutMs = hubSpotDefaults.timeoutMs,
      concurrency = hubSpotDefaults.concurrency,
      sharedStarts,
      onSharing = () => undefined,
      traceparent,
      observe,
      clock = systemClock,
    } = options;
    this.#governor = new Governor({ requestsPer10s, concurrency, sharedStarts, onSharing }, clock);
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
      traceparent,
      observe,
    });
    this.#client = new AuthorisedClient(tokens, client);
  }

  /** Why HubSpot is not to be asked at all, and for how long; undefined when it may be. */
  pause(): ContactsError | undefined {
    return this.#governor.pause();
  }

  /** A page of a list; the first without a cursor. */
  async list(listed: Listed, after: string | undefined, options: CallOptions): Promise<DatedAnswer> {
    return this.#dated(await this.#call(listRequest(listed, after), options));
  }

  /** The first contacts that a search finds. */
  async search(search: Search, options: CallOptions): Promise<DatedAnswer> {
    return this.#dated(await this.#call(searchRequest(search), options, 'searches'));
  }

  /** Up to a page's size of contacts by their ids. */
  async batchRead(ids: readonly string[], options: CallOptions): Promise<unknown> {
    return this.#jsonOf(await this.#call(batchReadRequest(ids), options), [200, 207]);
  }

  /** One contact by its id, or by one that it had before a merge; undefined when HubSpot says that it has none. */
  async get(id: string, options: CallOptions): Promise<{ readonly json: unknown } | undefined> {
    const answer = await this.#call(getRequest(id), options);
    return saysNotFound(answer) ? undefined : { json: this.#jsonOf(answer) };
  }

  async #call(
    { below, ...request }: ContactsRequest,
    { signal, observer }: CallOptions,
    quota: QuotaName = 'requests',
  ): Promise<Answer> {
    if (signal.aborted) throw cancelled();
    const now = this.#clock.now;
    const pause = this.pause();
    if (pause) throw pause;
    try {
      const answer = await this.#client.send(
        { ...request, path: `${this.#path}${below}`, admit: (bounded) => this.#governor.admit(quota, bounded) },
        {
          signal,
          deadline: now() + CALL_MS,
          maxAttempts: this.#maxAttempts,
          attempts: 0,
          onRetry: (outcome) => observer?.onRetry?.(failureOf(outcome, now())),
        },
      );
      if (answer.status < 300 || saysNotFound(answer)) observer?.onAnswer?.();
      return answer;
    } catch (error) {
      if (signal.aborted) throw cancelled();
      if (!(error instanceof NoAnswer)) throw error;
      throw (error.code === 'PAUSED' && this.pause()) || failureOf(error, now());
    }
  }

  /** An answer without its Date has that of its receipt (RFC 9110, section 6.6.1). */
  #dated(answer: Answer): DatedAnswer {
    const receivedAt = this.#clock.now();
    const sentAt = httpDate(answer.header('date')) || receivedAt;
    return { json: this.#jsonOf(answer), sentAt: Math.min(sentAt, receivedAt + MOST_AHEAD_MS) };
  }

  #jsonOf(answer: Answer, successes: readonly number[] = [200]): unknown {
    if (!successes.includes(answer.status)) throw failureOf(answer, this.#clock.now());
    return answer.json;
  }
}

const cancelled = (): SourceUnreachable => new SourceUnreachable({ cause: new NoAnswer('CANCELLED') });
