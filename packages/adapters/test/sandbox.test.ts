import { type HubSpotPage, type Sandbox, type SandboxOptions, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';

describe('the sandbox', () => {
  let sandbox: Sandbox | undefined;
  afterEach(() => sandbox?.close());

  const start = async (options?: SandboxOptions): Promise<Sandbox> => (sandbox = await startSandbox(options));
  /** With its body: a connection that closes on an unread one can fail the fetch of some Node versions. */
  const ask = async (url: string, bearer: string | undefined): Promise<Response> => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
    const { status, headers } = answer;
    return new Response(await answer.arrayBuffer(), { status, headers });
  };
  const hubSpot = (query: string, token: string | undefined = sandbox!.tokens.issue().token): Promise<Response> =>
    ask(`${sandbox!.environment.HUBSPOT_BASE_URL}/crm/objects/2026-09/contacts?${query}`, token);
  const nango = (path: string, key = sandbox!.environment.NANGO_SECRET_KEY): Promise<Response> =>
    ask(`${sandbox!.environment.NANGO_BASE_URL}${path}`, key);
  const pageOf = async (response: Promise<Response>): Promise<HubSpotPage> =>
    (await (await response).json()) as HubSpotPage;

  it('holds the same contacts for the same seed, and others for another', async () => {
    const firstPages: string[] = [];
    for (const seed of [1, 1, 2]) {
      await start({ seed });
      firstPages.push(await (await hubSpot('limit=100')).text());
      await sandbox!.close();
    }
    expect(firstPages[0]).to.equal(firstPages[1]);
    expect(firstPages[0]).to.not.equal(firstPages[2]);
  });

  it('starts with a million contacts at once, and lists the end of them', async () => {
    await start({ contacts: 1_000_000 });
    const { results, paging } = await pageOf(hubSpot('limit=100&after=713497949000'));
    expect(results.length).to.be.within(1, 100);
    expect(paging).to.equal(undefined);
  });

  it('has short and long ids, ascending, and not in the order of creation', async () => {
    await start({ contacts: 100 });
    const { results } = await pageOf(hubSpot('limit=100'));
    const ids = results.map(({ id }) => Number(id));
    expect(ids).to.deep.equal(ids.toSorted((a, b) => a - b));
    expect(new Set(results.map(({ id }) => id.length)).size).to.be.greaterThan(2);
    const dates = results.map(({ createdAt }) => createdAt);
    expect(dates).to.not.deep.equal(dates.toSorted());
  });

  it('lists as HubSpot does: alphabetical keys, some always there, null for empty, unknown ones left out', async () => {
    await start({ contacts: 100 });
    const { results } = await pageOf(hubSpot('limit=100&properties=lastname,email&properties=nonsense'));
    const keys = results.map(({ properties }) => Object.keys(properties).join());
    expect(new Set(keys)).to.deep.equal(new Set(['createdate,email,hs_object_id,lastmodifieddate,lastname']));
    expect(results.some(({ properties }) => properties['email'] === null)).to.equal(true);
  });

  it('takes `after` as the id of the next record, inclusively', async () => {
    await start();
    const first = await pageOf(hubSpot('limit=5'));
    const lastId = first.results.at(-1)!.id;
    expect(first.paging?.next.after).to.equal(String(Number(lastId) + 1));
    const again = await pageOf(hubSpot(`limit=5&after=${lastId}`));
    expect(again.results[0]?.id).to.equal(lastId);
  });

  it('limits requests in a rolling window, with the headers and the body that HubSpot sends', async () => {
    await start({ requestsPer10s: 2, sendRetryAfter: true });
    const token = sandbox!.tokens.issue().token;
    const answers = [await hubSpot('', token), await hubSpot('', token), await hubSpot('', token)];
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('x-hubspot-ratelimit-remaining'))).to.deep.equal(['1', '0', '0']);
    expect(Number(answers[2]?.headers.get('retry-after'))).to.be.within(9, 10);
    expect(await answers[2]?.json()).to.include({ policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT' });
  });

  it('refuses tokens as HubSpot does: unknown, expired, malformed', async () => {
    await start({ tokenLifeMs: 0 });
    const unknown = await hubSpot('', 'nobody-issued-this');
    const expired = await hubSpot('');
    const malformed = await hubSpot('', 'no token');
    expect(await unknown.json()).to.include({ category: 'INVALID_AUTHENTICATION' });
    expect(await expired.json()).to.include({ category: 'EXPIRED_AUTHENTICATION' });
    expect([unknown, expired, malformed].map(({ status }) => status)).to.deep.equal([401, 401, 530]);
  });

  it('answers Nango’s statuses and codes', async () => {
    await start();
    const good = '/connections/sandbox-connection?provider_config_key=hubspot';
    const cases: [path: string, key: string | undefined, status: number, code: string | undefined][] = [
      [good, undefined, 200, undefined],
      [good, 'no-uuid', 401, 'invalid_secret_key_format'],
      [good, '00000000-0000-4000-8000-000000000000', 401, 'unknown_account'],
      ['/connections/sandbox-connection', undefined, 400, 'invalid_query_params'],
      [`${good}&bogus=1`, undefined, 400, 'invalid_query_params'],
      ['/connections/sandbox-connection?provider_config_key=nope', undefined, 400, 'unknown_provider_config'],
      ['/connections/nobody?provider_config_key=hubspot', undefined, 404, 'not_found'],
    ];
    for (const [path, key, status, code] of cases) {
      const answer = await nango(path, key);
      const body = (await answer.json()) as { error?: { code?: string } };
      expect([answer.status, body.error?.code], path).to.deep.equal([status, code]);
    }
  });

  it('keeps a token while it has a quarter of an hour to live, and refreshes it on demand', async () => {
    await start();
    const path = '/connections/sandbox-connection?provider_config_key=hubspot';
    const tokenFrom = async (query = ''): Promise<string> => {
      const body = (await (await nango(path + query)).json()) as { credentials: { access_token: string } };
      return body.credentials.access_token;
    };
    const tokens = [await tokenFrom(), await tokenFrom(), await tokenFrom('&force_refresh=true'), await tokenFrom()];
    expect(tokens.map((token) => token.slice(-1))).to.deep.equal(['1', '1', '2', '2']);
  });

  it('survives requests that make no sense', async () => {
    await start();
    const failures = ['/connections/%zz?provider_config_key=hubspot', '//'].map((path) =>
      nango(path).catch(() => 'ended'),
    );
    await Promise.all(failures);
    expect((await hubSpot('')).status).to.equal(200);
    expect((await nango('/connections/sandbox-connection?provider_config_key=hubspot')).status).to.equal(200);
  });

  it('throttles as Nango does after 200 requests in a minute', async () => {
    await start();
    const path = '/connections/sandbox-connection?provider_config_key=hubspot';
    const statuses: number[] = [];
    for (let request = 1; request <= 201; request += 1) statuses.push((await nango(path)).status);
    expect([statuses.indexOf(429), statuses.length]).to.deep.equal([200, 201]);
    const throttled = await nango(path);
    expect(Number(throttled.headers.get('retry-after'))).to.be.within(50, 60);
    expect(await throttled.json()).to.deep.include({
      error: { code: 'too_many_request', method: 'GET', path: '/connections/sandbox-connection' },
    });
  });
});
