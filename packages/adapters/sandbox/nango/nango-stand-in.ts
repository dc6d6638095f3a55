import type { SandboxTokens } from './access-tokens.js';
import { RollingWindow } from './rolling-window.js';
import { StandInServer, type StandInAnswer, type StandInRequest } from './stand-in-server.js';

/** Nango refreshes a token when it has less than this left to live. */
const REFRESH_MARGIN_MS = 15 * 60_000;
const WINDOW_MS = 60_000;
const REQUESTS_PER_MINUTE = 200;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const KNOWN_PARAMETERS = ['provider_config_key', 'force_refresh', 'refresh_token', 'refresh_github_app_jwt_token'];

export interface NangoStandInOptions {
  readonly secretKey: string;
  readonly connectionId: string;
  readonly integrationId: string;
}

/** Stands in for Nango's `GET /connections/{id}`: a token with its expiry, refreshed on reading. */
export class NangoStandIn extends StandInServer {
  /** Requests with `force_refresh=true`. */
  forcedRefreshes = 0;
  readonly #options: NangoStandInOptions;
  readonly #tokens: SandboxTokens;
  readonly #window: RollingWindow;
  #held: { readonly token: string; readonly expiresAt: number } | undefined;

  constructor(tokens: SandboxTokens, options: NangoStandInOptions) {
    super((request) => this.#respond(request), 0);
    this.#options = options;
    this.#tokens = tokens;
    this.#window = new RollingWindow(REQUESTS_PER_MINUTE, WINDOW_MS);
  }

  #respond(request: StandInRequest): StandInAnswer {
    const segment = /^\/connections?\/([^/]+)$/.exec(request.path)?.[1];
    if (request.method !== 'GET' || segment === undefined)
      return { status: 200, body: '<!doctype html><title>Nango</title>' };
    const refusal = this.#refusal(request.bearer);
    if (refusal) return refusal;
    const admitted = this.#window.take();
    const answer = admitted
      ? this.#connection(decodeURIComponent(segment), request.query)
      : this.#throttled(request.path);
    return { ...answer, headers: { ...answer.headers, ...this.#quotaHeaders() } };
  }

  #refusal(bearer: string | undefined): StandInAnswer | undefined {
    if (bearer === undefined)
      return unauthenticated('missing_auth_header', 'The request is missing the Authorization header.');
    if (!UUID_V4.test(bearer))
      return unauthenticated('invalid_secret_key_format', 'The provided secret key is not a UUID v4.');
    if (bearer === this.#options.secretKey) return undefined;
    return unauthenticated('unknown_account', 'The provided authorization header does not match any account.');
  }

  #throttled(path: string): StandInAnswer {
    return {
      status: 429,
      headers: { 'retry-after': String(Math.floor(this.#window.msToNext() / 1000)) },
      body: { error: { code: 'too_many_request', method: 'GET', path } },
    };
  }

  #quotaHeaders(): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.#window.limit),
      'x-ratelimit-remaining': String(this.#window.remaining()),
      'x-ratelimit-reset': String(Math.ceil((Date.now() + this.#window.msToNext()) / 1000)),
    };
  }

  #connection(connectionId: string, query: URLSearchParams): StandInAnswer {
    const { integrationId } = this.#options;
    const unknown = [...query.keys()].find((name) => !KNOWN_PARAMETERS.includes(name));
    if (unknown !== undefined) return invalidQuery('unrecognized_keys', `Unrecognized key: "${unknown}"`, []);
    const key = query.get('provider_config_key');
    if (!key) return invalidQuery('invalid_type', 'Invalid input: expected string', ['provider_config_key']);
    if (key !== integrationId) return refused(400, 'unknown_provider_config', 'Provider does not exists');
    if (connectionId !== this.#options.connectionId) return refused(404, 'not_found', 'Failed to find connection');
    return { status: 200, body: this.#body(query.get('force_refresh') === 'true') };
  }

  #body(force: boolean): unknown {
    if (force) this.forcedRefreshes += 1;
    const { connectionId, integrationId } = this.#options;
    const { token, expiresAt } = this.#token(force);
    const credentials = { type: 'OAUTH2', access_token: token, expires_at: new Date(expiresAt).toISOString() };
    return {
      id: 1,
      connection_id: connectionId,
      provider_config_key: integrationId,
      provider: 'hubspot',
      errors: [],
      end_user: null,
      tags: {},
      metadata: {},
      connection_config: {},
      webhook_url_override: null,
      credentials: { ...credentials, raw: credentials },
    };
  }

  #token(force: boolean): { readonly token: string; readonly expiresAt: number } {
    if (force || !this.#held || this.#held.expiresAt - Date.now() < REFRESH_MARGIN_MS)
      this.#held = this.#tokens.issue();
    return this.#held;
  }
}

const unauthenticated = (code: string, message: string): StandInAnswer => ({
  status: 401,
  body: { error: { message: `Authentication failed. ${message}`, code, payload: {} } },
});

const refused = (status: number, code: string, message: string): StandInAnswer => ({
  status,
  body: { error: { code, message } },
});

const invalidQuery = (code: string, message: string, path: readonly string[]): StandInAnswer => ({
  status: 400,
  body: { error: { code: 'invalid_query_params', errors: [{ code, message, path }] } },
});
