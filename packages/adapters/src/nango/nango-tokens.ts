import { type AccessToken, isContactsError, NoOtherToken, type TokenPort } from '@contacts-gateway/domain';
import { type Clock, systemClock } from '../http/clock.js';
import { isBearerText } from '../http/bearer-text.js';
import { NoAnswer, type Outcome } from '../http/outcome.js';
import { UpstreamClient, type UpstreamCall, type UpstreamRequest } from '../http/upstream-client.js';
import { readConnection } from './connection.js';
import { isConnectionId, isIntegrationId } from './ids.js';
import { failureOf, retryWaitMs, wasNotExecuted } from './failure.js';
import { RefusedTokens } from './refused-tokens.js';

/** Nango may wait 12 s for a refresh that another request has begun. */
const ATTEMPT_MS = 15_000;
const CALL_MS = 25_000;
const MAX_ATTEMPTS = 3;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** A token is replaced this long before it expires, or when a fifth of its life is left, if that is later. */
const MARGIN_MS = 300_000;
const MARGIN_SHARE = 0.2;
/** A token whose expiry is not stated is treated as if it lived this long, but stays valid. */
const UNSTATED_LIFE_MS = 300_000;
/** While a token is still valid, a refresh that failed is not tried again sooner: Nango's own cool-down. */
const REFRESH_PAUSE_MS = 30_000;

/** What is absent is as in `nangoDefaults`. */
export interface NangoOptions {
  readonly baseUrl?: string;
  readonly secretKey: string;
  readonly connectionId: string;
  /** Nango's `provider_config_key`. */
  readonly integrationId?: string;
  /** Asked for each request: the W3C `traceparent` to send with it, if there is one. */
  readonly traceparent?: () => string | undefined;
  readonly observe?: (call: UpstreamCall) => void;
  readonly clock?: Clock;
}

export const nangoDefaults = { baseUrl: 'https://api.nango.dev', integrationId: 'hubspot' } as const;

/**
 * The access token of one Nango connection, kept until shortly before it expires. While it is valid it is handed out at
 * once, also when a refresh is under way or has failed.
 */
export class NangoTokens implements TokenPort {
  readonly #connection: Pick<Required<NangoOptions>, 'secretKey' | 'connectionId' | 'integrationId'>;
  readonly #clock: Clock;
  readonly #client: UpstreamClient;
  readonly #refused = new RefusedTokens();
  readonly #stop = new AbortController();
  #last: AccessToken | undefined;
  #refreshAt = 0;
  #fetching: Promise<AccessToken> | undefined;

  /** @throws TypeError when the base URL is not a URL, or the key, connection or integration not one that Nango accepts. */
  constructor(options: NangoOptions) {
    const { baseUrl = nangoDefaults.baseUrl, integrationId = nangoDefaults.integrationId } = options;
    const { secretKey, connectionId, traceparent, observe, clock = systemClock } = options;
    if (!isBearerText(secretKey)) throw new TypeError('secretKey is empty or has characters that no header can carry');
    if (!isConnectionId(connectionId)) throw new TypeError('connectionId is not an id that Nango accepts');
    if (!isIntegrationId(integrationId)) throw new TypeError('integrationId is not an id that Nango accepts');
    this.#connection = { secretKey, connectionId, integrationId };
    this.#clock = clock;
    this.#client = new UpstreamClient({
      upstream: 'nango',
      baseUrl,
      attemptTimeoutMs: ATTEMPT_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      remainingHeader: 'x-ratelimit-remaining',
      clock,
      retryWaitMs: (outcome, attempt) => retryWaitMs(outcome, attempt, clock),
      traceparent,
      observe,
    });
  }

  async accessToken(refused?: AccessToken): Promise<AccessToken> {
    if (refused) this.#refused.add(refused);
    const valid = this.#validToken();
    if (valid && this.#clock.now() < this.#refreshAt) return valid;
    const fetching = this.#fetch();
    if (!valid) return await fetching;
    fetching.catch((error: unknown) => {
      const askedMs = (isContactsError(error) && error.retryAfterMs) || 0;
      this.#refreshAt = this.#clock.now() + Math.max(REFRESH_PAUSE_MS, askedMs);
    });
    return valid;
  }

  /** Ends a fetch under way, and lets no other begin. */
  close(): void {
    this.#stop.abort();
  }

  #validToken(): AccessToken | undefined {
    const token = this.#last;
    if (!token || this.#refused.has(token)) return undefined;
    return this.#clock.now() < (token.expiresAt ?? Infinity) ? token : undefined;
  }

  /** One fetch for all who ask at the same time. */
  #fetch(): Promise<AccessToken> {
    this.#fetching ??= this.#unrefusedToken().finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }

  async #unrefusedToken(): Promise<AccessToken> {
    let token = await this.#tokenAfter(this.#last);
    // Refused while it was on its way, or before.
    if (this.#refused.owesRefresh(token)) token = await this.#tokenAfter(token);
    if (this.#refused.has(token)) throw new NoOtherToken();
    const now = this.#clock.now();
    const lifeMs = (token.expiresAt ?? now + UNSTATED_LIFE_MS) - now;
    this.#refreshAt = now + lifeMs - Math.min(MARGIN_MS, lifeMs * MARGIN_SHARE);
    this.#last = token;
    return token;
  }

  /** A refresh is forced in one attempt: a failed one blocks even valid tokens for a while. */
  async #tokenAfter(last: AccessToken | undefined): Promise<AccessToken> {
    const force = last !== undefined && this.#refused.owesRefresh(last);
    const { connectionId, integrationId, secretKey } = this.#connection;
    const request = {
      operation: force ? 'refresh token' : 'get token',
      path: `/connections/${encodeURIComponent(connectionId)}`,
      query: { provider_config_key: integrationId, ...(force && { force_refresh: 'true' }) },
      bearer: secretKey,
    };
    const outcome = await this.#ask(request, force ? 1 : MAX_ATTEMPTS);
    if (force && !wasNotExecuted(outcome)) this.#refused.noteRefresh(last);
    if (outcome instanceof NoAnswer || outcome.status !== 200) throw failureOf(outcome, this.#clock.now());
    return readConnection(outcome, this.#clock.now());
  }

  async #ask(request: UpstreamRequest, maxAttempts: number): Promise<Outcome> {
    const deadline = this.#clock.now() + CALL_MS;
    const call = { signal: this.#stop.signal, deadline, maxAttempts, attempts: 0 };
    // It throws nothing else.
    return await this.#client.send(request, call).catch((error: unknown) => error as NoAnswer);
  }
}
