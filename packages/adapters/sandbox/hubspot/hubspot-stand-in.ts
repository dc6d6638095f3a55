import { Account } from '../account/account.js';
import { Edits } from '../account/edits.js';
import { SeededContacts } from '../account/seeded-contacts.js';
import { Refusal, type StandInAnswer, type StandInRequest } from '../http/exchange.js';
import { RollingWindow } from '../http/rolling-window.js';
import { StandIn } from '../http/stand-in.js';
import type { SandboxTokens } from './access-tokens.js';
import { Archive } from './archive.js';
import { batchRead } from './batch-read.js';
import type { ContactReader } from './contact-reader.js';
import { malformedToken, unknownRoute, uriTooLarge } from './edge-pages.js';
import { expiredToken, secondlyLimit, tenSecondlyLimit, unknownToken } from './errors.js';
import { get } from './get.js';
import { list } from './list.js';
import { type HubSpotFaultName, hubSpotFaults } from './named-faults.js';
import { type Operation, operations, type Route, routeOf } from './routes.js';
import { SearchIndex } from './search/search-index.js';
import { search } from './search/search.js';
import { defaultSwitches, type HubSpotSwitches } from './switches.js';

const WINDOW_MS = 10_000;
const LONGEST_URL = 16_000;
const correlation = { 'x-hubspot-correlation-id': '5a9db0c5-0000-4000-8000-000000000002' };

export interface HubSpotStandInOptions {
  readonly contacts: number;
  readonly seed: number;
  /** Per rolling 10 s, searches aside; 0 for no limit. */
  readonly requestsPer10s: number;
  /** 0 for no limit. */
  readonly searchesPerSecond: number;
  readonly switches: Partial<HubSpotSwitches>;
  /** Our clock, in Unix milliseconds. */
  readonly now: () => number;
}

/** Stands in for HubSpot's contacts API: what it answers, its quotas, its refusals. */
export class HubSpotStandIn extends StandIn<HubSpotFaultName, Operation> {
  /** Requests for the first page of the list. */
  walks = 0;
  readonly account: Account;
  readonly edits: Edits;
  readonly switches: HubSpotSwitches;
  readonly #tokens: SandboxTokens;
  readonly #ourNow: () => number;
  readonly #reader: ContactReader;
  readonly #index: SearchIndex;
  readonly #window: RollingWindow;
  readonly #searches: RollingWindow;

  constructor(tokens: SandboxTokens, options: HubSpotStandInOptions) {
    const { contacts, seed, now } = options;
    super(hubSpotFaults, operations);
    this.#tokens = tokens;
    this.#ourNow = now;
    this.switches = { ...defaultSwitches, ...options.switches };
    this.account = new Account(new SeededContacts(contacts, seed));
    this.edits = new Edits(this.account, { now, hubSpotNow: () => this.now() });
    const archive = new Archive(
      this.account,
      () => this.now(),
      () => this.switches.archiveListsMerged,
    );
    this.#reader = { account: this.account, archive };
    this.#index = new SearchIndex(this.account);
    this.#window = new RollingWindow(options.requestsPer10s, WINDOW_MS, now);
    this.#searches = new RollingWindow(options.searchesPerSecond, 1000, now);
  }

  override get latencyMs(): number {
    return this.switches.latencyMs;
  }

  override now(): number {
    return this.#ourNow() + this.switches.clockOffsetMs;
  }

  override resetCounters(): void {
    super.resetCounters();
    this.walks = 0;
  }

  override operationOf(request: StandInRequest): Operation | undefined {
    return routeOf(request)?.operation;
  }

  override answer(request: StandInRequest): StandInAnswer {
    if (request.url.length > LONGEST_URL) return uriTooLarge;
    const route = routeOf(request);
    if (!route) return unknownRoute;
    const refusal = this.#refusal(request.bearer);
    if (refusal) return refusal;
    const { headers, ...answer } = this.#metered(request, route);
    const quota = route.operation === 'search' ? {} : this.#quotaHeaders();
    return { ...answer, headers: { ...correlation, ...quota, ...headers } };
  }

  #refusal(bearer: string | undefined): StandInAnswer | undefined {
    if (bearer === undefined) return unknownToken;
    if (!/^[\w.~+/=-]+$/.test(bearer)) return malformedToken;
    const expiry = this.#tokens.expiryOf(bearer);
    if (expiry === undefined) return unknownToken;
    if (expiry > this.#ourNow()) return undefined;
    return expiredToken(expiry + this.switches.clockOffsetMs, this.now());
  }

  #metered(request: StandInRequest, route: Route): StandInAnswer {
    if (route.operation === 'search' && !this.#searches.take()) return secondlyLimit;
    if (route.operation !== 'search' && !this.#window.take()) {
      const seconds = Math.ceil(this.#window.msToNext() / 1000);
      return tenSecondlyLimit(this.switches.sendRetryAfter ? seconds : undefined);
    }
    try {
      return this.#read(request, route);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  #read(request: StandInRequest, { operation, version, id }: Route): StandInAnswer {
    const { switches } = this;
    switch (operation) {
      case 'list':
        if (!request.query.has('after') && request.query.get('archived') !== 'true') this.walks += 1;
        return list(this.#reader, request);
      case 'get':
        return get(this.#reader, request, id);
      case 'batch-read':
        return batchRead(this.#reader, request, { version, switches, now: this.now() });
      case 'search':
        return search({ account: this.account, index: this.#index }, request.body, switches, this.#ourNow());
    }
  }

  /** The secondly ones are still sent, and mean nothing any more. */
  #quotaHeaders(): Record<string, string> {
    if (this.#window.limit === Infinity) return {};
    return {
      'x-hubspot-ratelimit-interval-milliseconds': String(WINDOW_MS),
      'x-hubspot-ratelimit-max': String(this.#window.limit),
      'x-hubspot-ratelimit-remaining': String(this.#window.remaining()),
      'x-hubspot-ratelimit-secondly': '11',
      'x-hubspot-ratelimit-secondly-remaining': '10',
    };
  }
}
