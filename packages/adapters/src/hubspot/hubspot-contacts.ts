import {
  type AccessToken,
  type ContactPage,
  type ContactsError,
  type ContactSourcePort,
  type ContactWalk,
  isContactsError,
  SourceAnswerInvalid,
  SourceTokenRefused,
  SourceUnreachable,
  type TokenPort,
} from '@contacts-gateway/domain';
import { unlessAborted } from '../http/abort.js';
import { type Clock, systemClock } from '../http/clock.js';
import { type Answer, NoAnswer, type Outcome } from '../http/outcome.js';
import { UpstreamClient, type UpstreamCall, type UpstreamRequest } from '../http/upstream-client.js';
import { contactsPath, type HubSpotApiVersion } from './api-version.js';
import { CONTACT_PROPERTIES, readContactList } from './contact-list.js';
import { correlationIdOf } from './error-body.js';
import { failureOf, refusesToken } from './failure.js';
import { retryWaitMs } from './retry-wait.js';
import { RollingQuota } from './rolling-quota.js';

/** The most that HubSpot lists at once. */
const PAGE_SIZE = 100;
/** A call ends after this, waits included. */
const CALL_MS = 120_000;
/** A hundred records of three values at HubSpot's longest, 65,536 characters, with room to spare. */
const MAX_ANSWER_BYTES = 100 * 1024 * 1024;

export interface HubSpotOptions {
  readonly baseUrl: string;
  readonly apiVersion: HubSpotApiVersion;
  /** Our own ceiling per rolling 10 s; 0 for none. */
  readonly requestsPer10s: number;
  /** Attempts per call, the first included. */
  readonly maxAttempts: number;
  /** The longest that one attempt may take. */
  readonly timeoutMs: number;
  readonly observe?: (call: UpstreamCall) => void;
  readonly clock?: Clock;
}

interface Walking {
  readonly signal: AbortSignal;
  readonly onSetback: ((setback: ContactsError) => void) | undefined;
}

/** The contacts of one HubSpot account, read page by page through its list endpoint. */
export class HubSpotContacts implements ContactSourcePort {
  readonly name = 'hubspot';
  readonly #tokens: TokenPort;
  readonly #path: string;
  readonly #client: UpstreamClient;
  readonly #clock: Clock;
  readonly #maxAttempts: number;
  /** The answer that refused a token, as long as no other has been accepted since. */
  #refusal: Answer | undefined;

  constructor(tokens: TokenPort, options: HubSpotOptions) {
    const { baseUrl, apiVersion, requestsPer10s, maxAttempts, timeoutMs, observe, clock = systemClock } = options;
    const quota = new RollingQuota(requestsPer10s, clock);
    this.#tokens = tokens;
    this.#path = contactsPath(apiVersion);
    this.#clock = clock;
    this.#maxAttempts = maxAttempts;
    this.#client = new UpstreamClient({
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
  }

  walk(onSetback?: (setback: ContactsError) => void): ContactWalk {
    const stop = new AbortController();
    return {
      [Symbol.asyncIterator]: () => this.#pages({ signal: stop.signal, onSetback }),
      cancel: () => stop.abort(),
    };
  }

  async *#pages(walking: Walking): AsyncGenerator<ContactPage> {
    const cursors = new Set<string>();
    let cursor: string | undefined;
    do {
      const { page, after } = readContactList(await this.#list(cursor, walking));
      yield page;
      if (after !== undefined && cursors.has(after)) throw new SourceAnswerInvalid('its cursor does not advance');
      if (after !== undefined) cursors.add(after);
      cursor = after;
    } while (cursor !== undefined);
  }

  async #list(after: string | undefined, walking: Walking): Promise<unknown> {
    const answer = await this.#authorised(
      {
        operation: 'list contacts',
        path: this.#path,
        query: {
          limit: String(PAGE_SIZE),
          properties: CONTACT_PROPERTIES,
          archived: 'false',
          ...(after !== undefined && { after }),
        },
      },
      walking,
    );
    if (answer.status !== 200) throw failureOf(answer, this.#clock.now());
    return answer.json;
  }

  /** One call; a refused token is replaced once. */
  async #authorised(request: Omit<UpstreamRequest, 'bearer'>, { signal, onSetback }: Walking): Promise<Answer> {
    const bounds = {
      signal,
      deadline: this.#clock.now() + CALL_MS,
      maxAttempts: this.#maxAttempts,
      onRetry: (outcome: Outcome) => onSetback?.(failureOf(outcome, this.#clock.now())),
    };
    const send = (token: AccessToken): Promise<Answer> =>
      this.#client.get({ ...request, bearer: token.reveal() }, bounds);
    try {
      const token = await unlessAborted(signal, this.#tokens.accessToken());
      let answer = await send(token);
      if (refusesToken(answer)) {
        this.#refusal = answer;
        answer = await send(await unlessAborted(signal, this.#tokens.accessToken(token)));
      }
      this.#refusal = refusesToken(answer) ? answer : undefined;
      return answer;
    } catch (error) {
      if (signal.aborted) throw new SourceUnreachable({ cause: new NoAnswer('CANCELLED') });
      if (error instanceof NoAnswer) throw failureOf(error, this.#clock.now());
      throw this.#refusalOr(error);
    }
  }

  /** Once HubSpot has refused a token, that is the news, and not that the provider cannot replace it at the moment. */
  #refusalOr(error: unknown): unknown {
    if (!isContactsError(error)) return error;
    const unreplaced = error.code === 'no_other_token' || (error.code === 'token_unavailable' && this.#refusal);
    if (!unreplaced) return error;
    const correlationId = this.#refusal && correlationIdOf(this.#refusal);
    return new SourceTokenRefused({ correlationId, retryAfterMs: error.retryAfterMs, cause: error });
  }
}
