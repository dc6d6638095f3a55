import type { SandboxTokens } from './access-tokens.js';
import { ContactIds } from './contact-ids.js';
import { badLimit, badParameter, expiredToken, invalidToken, rateLimited, unknownRoute } from './hubspot-errors.js';
import { personAt } from './people.js';
import { RollingWindow } from './rolling-window.js';
import { StandInServer, type StandInAnswer, type StandInRequest } from './stand-in-server.js';

const WINDOW_MS = 10_000;
const PATHS = /^\/crm\/(objects\/(2026-03|2026-09|v3)|v3\/objects)\/(contacts|0-1)$/;
const DEFAULT_PROPERTIES = ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'];
const ALWAYS = ['createdate', 'hs_object_id', 'lastmodifieddate'];

export interface HubSpotStandInOptions {
  readonly contacts: number;
  readonly seed: number;
  readonly latencyMs: number;
  /** Requests per rolling 10 s. */
  readonly requestsPer10s: number;
  /** Whether a 429 carries Retry-After; HubSpot's often do not. */
  readonly sendRetryAfter: boolean;
}

/** A page as HubSpot lists it: the body that a fault of kind `alter` is given. */
export interface HubSpotPage {
  readonly results: readonly HubSpotRecord[];
  readonly paging?: { readonly next: { readonly after: string; readonly link: string } };
}

export interface HubSpotRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  readonly url: string;
}

/** Stands in for HubSpot's contacts API: its list, its quota, its refusals. */
export class HubSpotStandIn extends StandInServer {
  /** Requests for a first page. */
  walks = 0;
  readonly #options: HubSpotStandInOptions;
  readonly #tokens: SandboxTokens;
  readonly #ids: ContactIds;
  readonly #window: RollingWindow;

  constructor(tokens: SandboxTokens, options: HubSpotStandInOptions) {
    super((request) => this.#respond(request), options.latencyMs);
    this.#options = options;
    this.#tokens = tokens;
    this.#ids = new ContactIds(options.contacts, options.seed);
    this.#window = new RollingWindow(options.requestsPer10s, WINDOW_MS);
  }

  #respond(request: StandInRequest): StandInAnswer {
    if (request.method !== 'GET' || !PATHS.test(request.path)) return unknownRoute;
    const refusal = this.#refusal(request.bearer);
    if (refusal) return refusal;
    const admitted = this.#window.take();
    const answer = admitted ? this.#list(request) : rateLimited(this.#retryAfterSeconds());
    return { ...answer, headers: { ...answer.headers, ...this.#quotaHeaders() } };
  }

  /** 530 is how HubSpot's edge answers a token that has not even the format of one. */
  #refusal(bearer: string | undefined): StandInAnswer | undefined {
    if (bearer === undefined) return invalidToken;
    if (!/^[\w.~+/=-]+$/.test(bearer)) return { status: 530, body: '<html><body>error code: 530</body></html>' };
    const expiry = this.#tokens.expiryOf(bearer);
    if (expiry === undefined) return invalidToken;
    return expiry <= Date.now() ? expiredToken(expiry) : undefined;
  }

  #retryAfterSeconds(): number | undefined {
    return this.#options.sendRetryAfter ? Math.ceil(this.#window.msToNext() / 1000) : undefined;
  }

  #quotaHeaders(): Record<string, string> {
    return {
      'x-hubspot-correlation-id': '5a9db0c5-0000-4000-8000-000000000002',
      'x-hubspot-ratelimit-interval-milliseconds': String(WINDOW_MS),
      'x-hubspot-ratelimit-max': String(this.#window.limit),
      'x-hubspot-ratelimit-remaining': String(this.#window.remaining()),
    };
  }

  /** `after` is the id of the next record, and inclusive; the last page has no `paging`. */
  #list({ path, query }: StandInRequest): StandInAnswer {
    const limit = Number(query.get('limit') ?? 10);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) return badLimit;
    const after = Number(query.get('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0) return badParameter('after');
    if (!query.has('after')) this.walks += 1;
    const archived = query.get('archived') === 'true';
    const start = archived ? this.#ids.count : this.#ids.firstFrom(after);
    const end = Math.min(start + limit, this.#ids.count);
    const properties = requestedProperties(query);
    const results = Array.from({ length: end - start }, (_, offset) => this.#record(start + offset, properties));
    if (end === this.#ids.count) return { status: 200, body: { results } satisfies HubSpotPage };
    const next = String(this.#ids.at(end - 1) + 1);
    const link = `https://api.hubapi.com${path}?limit=${limit}&after=${next}`;
    return { status: 200, body: { results, paging: { next: { after: next, link } } } satisfies HubSpotPage };
  }

  /** A requested property that is empty is null; one that does not exist is left out. */
  #record(index: number, properties: readonly string[]): HubSpotRecord {
    const id = String(this.#ids.at(index));
    const person = personAt(index, this.#options.seed);
    const known: Record<string, string | null> = { ...person, hs_object_id: id };
    return {
      id,
      properties: Object.fromEntries(
        properties.flatMap((name) => (name in known ? [[name, known[name] ?? null]] : [])),
      ),
      createdAt: person.createdate,
      updatedAt: person.lastmodifieddate,
      archived: false,
      url: `https://app.hubspot.com/contacts/1/record/0-1/${id}`,
    };
  }
}

/** `properties=a,b` and `properties=a&properties=b` both work; some are always there; all come in alphabetical order. */
function requestedProperties(query: URLSearchParams): string[] {
  const named = query.getAll('properties').flatMap((names) => names.split(','));
  return [...new Set(named.length > 0 ? [...named, ...ALWAYS] : DEFAULT_PROPERTIES)].sort();
}
