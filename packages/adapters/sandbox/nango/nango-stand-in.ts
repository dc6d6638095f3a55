import type { SandboxTokens } from '../hubspot/access-tokens.js';
import { Refusal, type StandInAnswer, type StandInRequest } from '../http/exchange.js';
import { RollingWindow } from '../http/rolling-window.js';
import { StandIn } from '../http/stand-in.js';
import { type ConnectionNames, connectionBody } from './connection.js';
import * as errors from './errors.js';
import { type NangoFaultName, nangoFaults } from './named-faults.js';
import { type ConnectionQuery, connectionIdIn, connectionQueryIn } from './parameters.js';
import { defaultNangoSwitches, type NangoSwitches } from './switches.js';
import { TokenKeeper } from './token-keeper.js';

const WINDOW_MS = 60_000;
const REQUESTS_PER_MINUTE = 200;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PATH = /^\/connections?\/([^/]+)$/;

export interface NangoStandInOptions extends ConnectionNames {
  readonly secretKey: string;
  readonly switches: Partial<NangoSwitches>;
  /** In Unix milliseconds. */
  readonly now: () => number;
}

/** Stands in for Nango's `GET /connections/{id}`: a token with its expiry, refreshed on reading. */
export class NangoStandIn extends StandIn<NangoFaultName, 'connection'> {
  override readonly latencyMs = 0;
  /** Requests with `force_refresh`. */
  forcedRefreshes = 0;
  readonly switches: NangoSwitches;
  readonly #options: NangoStandInOptions;
  readonly #window: RollingWindow;
  readonly #keeper: TokenKeeper;

  constructor(tokens: SandboxTokens, options: NangoStandInOptions) {
    super(nangoFaults, ['connection']);
    this.#options = options;
    this.switches = { ...defaultNangoSwitches, ...options.switches };
    this.#window = new RollingWindow(REQUESTS_PER_MINUTE, WINDOW_MS, options.now);
    this.#keeper = new TokenKeeper(
      this.switches,
      () => tokens.issue(),
      options.now,
      () => connectionBody(options, this.now(), undefined, [{ type: 'auth', log_id: '1795326030755_wTaArqpf' }]),
    );
  }

  override now(): number {
    return this.#options.now();
  }

  override resetCounters(): void {
    super.resetCounters();
    this.forcedRefreshes = 0;
  }

  override operationOf({ method, path }: StandInRequest): 'connection' | undefined {
    return method === 'GET' && PATH.test(path) ? 'connection' : undefined;
  }

  override answer(request: StandInRequest): StandInAnswer {
    const segment = PATH.exec(request.path)?.[1];
    if (request.method !== 'GET' || segment === undefined) return errors.webApp;
    const refusal = this.#refusal(request.bearer);
    if (refusal) return refusal;
    const admitted = this.#window.take();
    const { headers, ...answer } = admitted
      ? this.#read(segment, request.query)
      : errors.throttled(request.path, Math.floor(this.#window.msToNext() / 1000));
    return { ...answer, headers: { ...headers, ...this.#quotaHeaders() } };
  }

  #refusal(bearer: string | undefined): StandInAnswer | undefined {
    if (bearer === undefined) return errors.headerMissing;
    if (!UUID_V4.test(bearer)) return errors.keyMalformed;
    if (this.switches.databaseDown) return errors.databaseDown;
    return bearer === this.#options.secretKey ? undefined : errors.keyUnknown;
  }

  #read(segment: string, parameters: URLSearchParams): StandInAnswer {
    try {
      return this.#connection(connectionIdIn(segment), connectionQueryIn(parameters));
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  #connection(id: string, { integration, forceRefresh, refreshToken }: ConnectionQuery): StandInAnswer {
    const { keyScope } = this.switches;
    if (keyScope === 'none') return errors.scopeInsufficient;
    if (keyScope === 'connections' && (forceRefresh || refreshToken)) return errors.refreshForbidden;
    if (integration !== this.#options.integrationId) return errors.unknownIntegration;
    if (id !== this.#options.connectionId) return errors.unknownConnection;
    if (forceRefresh) this.forcedRefreshes += 1;
    const token = this.#keeper.token(forceRefresh);
    return {
      status: 200,
      body: connectionBody(this.#options, this.now(), keyScope === 'connections' ? undefined : token),
    };
  }

  #quotaHeaders(): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.#window.limit),
      'x-ratelimit-remaining': String(this.#window.remaining()),
      'x-ratelimit-reset': String(Math.ceil((this.now() + this.#window.msToNext()) / 1000)),
    };
  }
}
