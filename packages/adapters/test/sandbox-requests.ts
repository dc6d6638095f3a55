import type { HubSpotPage, HubSpotRecord, HubSpotSearchPage, Sandbox } from '@contacts-gateway/adapters/sandbox';

export interface Reply<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface HubSpotError {
  readonly status: string;
  readonly message: string;
  readonly category?: string;
  readonly policyName?: string;
  readonly context?: unknown;
}

export interface BatchPage {
  readonly status: string;
  readonly results: readonly HubSpotRecord[];
  readonly numErrors?: number;
  readonly errors?: readonly { readonly category: string; readonly context: { readonly ids: readonly string[] } }[];
}

/** With its body: a connection that closes on an unread one can fail the fetch of some Node versions. */
async function ask<Body>(url: string, init: RequestInit): Promise<Reply<Body>> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json');
  return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

/** Asks a sandbox's HubSpot, each time with a token of its own. */
export class HubSpotRequests {
  readonly #sandbox: Sandbox;
  readonly #base: string;

  constructor(sandbox: Sandbox, path = '/crm/objects/2026-09/contacts') {
    this.#sandbox = sandbox;
    this.#base = sandbox.environment.HUBSPOT_BASE_URL + path;
  }

  list(query = ''): Promise<Reply<HubSpotPage & HubSpotError>> {
    return this.ask('GET', `?${query}`);
  }

  get(id: string, query = ''): Promise<Reply<HubSpotRecord & HubSpotError>> {
    return this.ask('GET', `/${id}?${query}`);
  }

  batchRead(ids: readonly string[], more: object = {}, query = ''): Promise<Reply<BatchPage & HubSpotError>> {
    const body = { inputs: ids.map((id) => ({ id })), properties: [], propertiesWithHistory: [], ...more };
    return this.ask('POST', `/batch/read?${query}`, JSON.stringify(body));
  }

  search(body: object | string): Promise<Reply<HubSpotSearchPage & HubSpotError>> {
    return this.ask('POST', '/search', typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** The ids of a whole list, page by page. */
  async ids(query = ''): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const { results, paging }: HubSpotPage = (await this.list(`limit=100&after=${after}&${query}`)).body;
      ids.push(...results.map(({ id }) => id));
      after = paging?.next.after;
    }
    return ids;
  }

  ask<Body>(method: string, rest: string, body?: string): Promise<Reply<Body>> {
    const authorization = `Bearer ${this.#sandbox.tokens.issue().token}`;
    const headers = { authorization, 'content-type': 'application/json' };
    return ask(this.#base + rest, { method, headers, ...(body !== undefined && { body }) });
  }
}

export interface NangoBody {
  readonly credentials?: { readonly access_token?: string; readonly expires_at?: string };
  readonly error?: { readonly code: string; readonly message?: string; readonly errors?: readonly { code: string }[] };
}

const CONNECTION = '/connections/sandbox-connection?provider_config_key=hubspot';

/** @param more - of the query of the one connection, or a path of its own. */
export function askNango(sandbox: Sandbox, more = '', key?: string): Promise<Reply<NangoBody>> {
  const { NANGO_BASE_URL: base, NANGO_SECRET_KEY: secret } = sandbox.environment;
  const headers = { authorization: `Bearer ${key ?? secret}` };
  return ask(`${base}${more.startsWith('/') ? more : CONNECTION + more}`, { headers });
}

export function command(sandbox: Sandbox, name: string, input?: unknown): Promise<Reply<Record<string, unknown>>> {
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return ask(`${sandbox.controlUrl}/${name}`, { method: 'POST', ...(body !== undefined && { body }) });
}
