import { Account } from '../account/account.js';
import { Edits } from '../account/edits.js';
import { SeededContacts } from '../account/seeded-contacts.js';
import { Refusal, type StandInAnswer, type StandInRequest } from '../http/exchange.js';
import { StandIn } from '../http/stand-in.js';
import type { SandboxTokens } from './access-tokens.js';
import { Archive } from './archive.js';
import { batchRead } from './batch-read.js';
import type { ContactReader } from './contact-reader.js';
import { malformedToken, unknownRoute, uriTooLarge } from './edge-pages.js';
import { expiredToken, unknownToken } from './errors.js';
import { get } from './get.js';
import { list } from './list.js';
import { type HubSpotFaultName, hubSpotFaults } from './named-faults.js';
import { type QuotaOptions, Quotas } from './quotas.js';
import { type Operation, operations, type Route, routeOf } from './routes.js';
import { SearchIndex } from './search/search-index.js';
import { search } from './search/search.js';
import { defaultSwitches, type HubSpotSwitches } from './switches.js';

const LONGEST_URL = 16_000;
const correlation = { 'x-hubspot-correlation-id': '5a9db0c5-0000-4000-8000-000000000002' };

export interface HubSpotStandInOptions extends QuotaOptions {
  readonly contacts: number;
  readonly seed: number;
  readonly switches: Partial<HubSpotSwitches>;
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
  readonly #quotas: Quotas;

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
    this.#quotas = new Quotas(options, this.switches);
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
    const { headers, ...answer } = this.#quotas.refusal(route.operation) ?? this.#answer(request, route);
    return { ...answer, headers: { ...correlation, ...this.#quotas.headers(route.operation), ...headers } };
  }

  #refusal(bearer: string | undefined): StandInAnswer | undefined {
    if (bearer === undefined) return unknownToken;
    if (!/^[\w.~+/=-]+$/.test(bearer)) return malformedToken;
    const expiry = this.#tokens.expiryOf(bearer);
    if (expiry === undefined) return unknownToken;
    if (expiry > this.#ourNow()) return undefined;
    return expiredToken(expiry + this.switches.clockOffsetMs, this.now());
  }

  #answer(request: StandInRequest, route: Route): StandInAnswer {
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
        return list(this.#reader, request, switches);
      case 'get':
        return get(this.#reader, request, id);
      case 'batch-read':
        return batchRead(this.#reader, request, { version, switches, now: this.now() });
      case 'search':
        return search({ account: this.account, index: this.#index }, request.body, switches, this.#ourNow());
    }
  }
}
