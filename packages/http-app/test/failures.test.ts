import type { Fault, Sandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { type Running, startRunning, stopLeftRunning, TRACES } from './running-service.js';

const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status,
  body,
  headers,
});
const rateLimit = (policyName: string, headers: Record<string, string> = {}): Fault =>
  answer(429, { status: 'error', errorType: 'RATE_LIMIT', policyName, correlationId: 'c-429' }, headers);
const nangoError = (status: number, code: string, headers?: Record<string, string>): Fault =>
  answer(status, { error: { code, message: 'x' } }, headers);

describe('a failure without a copy', () => {
  afterEach(stopLeftRunning);

  const start = (before: (sandbox: Sandbox) => void, environment?: Record<string, string>): Promise<Running> =>
    startRunning(environment, { before });
  const hubSpot =
    (fault: Fault) =>
    (sandbox: Sandbox): void =>
      void sandbox.hubSpot.faults.next(fault, Infinity);
  const nango =
    (fault: Fault) =>
    (sandbox: Sandbox): void =>
      void sandbox.nango.faults.next(fault, Infinity);

  const rows: [
    what: string,
    before: (sandbox: Sandbox) => void,
    status: number,
    code: string,
    detail: string,
    environment?: Record<string, string>,
  ][] = [
    [
      'HubSpot refuses each token',
      hubSpot(answer(401, { category: 'EXPIRED_AUTHENTICATION' })),
      401,
      'hubspot_token_refused',
      'HubSpot token is expired or invalid.',
    ],
    [
      'HubSpot’s edge finds the token malformed',
      hubSpot(answer(530)),
      401,
      'hubspot_token_refused',
      'HubSpot token is expired or invalid.',
    ],
    [
      'HubSpot does not know the mock token',
      () => undefined,
      401,
      'hubspot_token_refused',
      'HubSpot token is expired or invalid.',
      { USE_MOCK_TOKEN: 'true' },
    ],
    [
      'a scope is missing',
      hubSpot(answer(403, { category: 'MISSING_SCOPES' })),
      502,
      'hubspot_scope_missing',
      'HubSpot refused access: a required scope is missing.',
    ],
    [
      'the daily limit is reached',
      hubSpot(rateLimit('DAILY')),
      502,
      'hubspot_rate_limited',
      'HubSpot rate limit reached. Try again later.',
    ],
    [
      'HubSpot answers an unexpected status',
      hubSpot(answer(418)),
      502,
      'hubspot_unexpected_status',
      'HubSpot returned unexpected status: 418',
    ],
    [
      'HubSpot’s 5xx lasts',
      hubSpot(answer(503)),
      502,
      'hubspot_unexpected_status',
      'HubSpot returned unexpected status: 503',
      { HUBSPOT_MAX_ATTEMPTS: '2' },
    ],
    [
      'HubSpot answers a page',
      hubSpot(answer(200, '<html></html>')),
      502,
      'hubspot_invalid_answer',
      'HubSpot returned an invalid answer.',
    ],
    [
      'none of HubSpot’s records is a contact',
      hubSpot({ kind: 'alter', alter: () => ({ results: [null, {}] }) }),
      502,
      'hubspot_invalid_answer',
      'HubSpot returned an invalid answer.',
    ],
    [
      'HubSpot’s cursor comes back',
      hubSpot({ kind: 'alter', alter: (page) => ({ ...(page as object), paging: { next: { after: '1' } } }) }),
      502,
      'hubspot_invalid_answer',
      'HubSpot returned an invalid answer.',
    ],
    [
      'HubSpot hangs',
      hubSpot({ kind: 'hang' }),
      503,
      'hubspot_unreachable',
      'Failed to reach HubSpot.',
      { HUBSPOT_TIMEOUT_MS: '50', HUBSPOT_MAX_ATTEMPTS: '2' },
    ],
    [
      'HubSpot resets connections',
      hubSpot({ kind: 'reset' }),
      503,
      'hubspot_unreachable',
      'Failed to reach HubSpot.',
      { HUBSPOT_MAX_ATTEMPTS: '2' },
    ],
    [
      'the account is being moved',
      hubSpot(answer(477, '', { 'retry-after': '600' })),
      503,
      'hubspot_unreachable',
      'Failed to reach HubSpot.',
    ],
    [
      'nothing listens at HubSpot’s address',
      () => undefined,
      503,
      'hubspot_unreachable',
      'Failed to reach HubSpot.',
      { HUBSPOT_BASE_URL: 'http://127.0.0.1:9', HUBSPOT_MAX_ATTEMPTS: '2' },
    ],
    [
      'nothing listens at Nango’s address',
      () => undefined,
      503,
      'token_unavailable',
      'Failed to obtain a HubSpot token.',
      { NANGO_BASE_URL: 'http://127.0.0.1:9' },
    ],
    [
      'Nango throttles',
      nango(nangoError(429, 'too_many_request', { 'retry-after': '55' })),
      503,
      'token_unavailable',
      'Failed to obtain a HubSpot token.',
    ],
    [
      'Nango cannot refresh',
      nango(nangoError(424, 'invalid_credentials')),
      503,
      'token_unavailable',
      'Failed to obtain a HubSpot token.',
    ],
    [
      'Nango refuses the key',
      () => undefined,
      503,
      'token_provider_misconfigured',
      'The token provider rejected its configuration.',
      { NANGO_SECRET_KEY: '00000000-0000-4000-8000-000000000000' },
    ],
    [
      'Nango does not know the connection',
      () => undefined,
      503,
      'token_provider_misconfigured',
      'The token provider rejected its configuration.',
      { NANGO_CONNECTION_ID: 'nobody' },
    ],
    [
      'Nango does not know the integration',
      () => undefined,
      503,
      'token_provider_misconfigured',
      'The token provider rejected its configuration.',
      { NANGO_INTEGRATION_ID: 'nothing' },
    ],
    [
      'Nango keeps the credentials back',
      nango(answer(200, { credentials: {} })),
      503,
      'token_provider_misconfigured',
      'The token provider rejected its configuration.',
    ],
  ];
  for (const [what, before, status, code, detail, environment] of rows) {
    it(`is ${status} ${code} when ${what}`, async () => {
      const { get } = await start(before, environment);
      const response = await get('/contacts');
      const text = await response.text();
      expect(response.status).to.equal(status);
      expect(JSON.parse(text)).to.include({ status, code, detail, requestId: response.headers.get('x-request-id') });
      expect(text).to.not.match(TRACES);
      expect(response.headers.get('content-type')).to.equal('application/problem+json');
      if (status === 401) {
        expect(response.headers.get('www-authenticate')).to.equal('Bearer realm="hubspot", error="invalid_token"');
      } else {
        expect(Number(response.headers.get('retry-after'))).to.be.at.least(1);
      }
    });
  }

  it('carries HubSpot’s correlation id', async () => {
    const { get } = await start(hubSpot(rateLimit('DAILY')));
    expect(await (await get('/contacts')).json()).to.include({ correlationId: 'c-429' });
  });

  it('says when the next pass will be: after an hour on a daily limit, after Nango’s cool-down', async () => {
    const daily = await start(hubSpot(rateLimit('DAILY')));
    expect(Number((await daily.get('/contacts')).headers.get('retry-after'))).to.be.within(3590, 3600);
    const cooling = await start(nango(nangoError(400, 'invalid_credentials')));
    expect(Number((await cooling.get('/contacts')).headers.get('retry-after'))).to.be.within(25, 30);
  });

  it('is said in /ready while a daily limit stops all calls, and until when; nobody asks HubSpot meanwhile', async () => {
    const { get, sandbox } = await start(hubSpot(rateLimit('DAILY', { 'retry-after': '600' })));
    await get('/contacts');
    const { hubspot } = (await (await get('/ready')).json()) as { hubspot: { seconds: number } };
    expect(hubspot).to.include({ state: 'paused', code: 'hubspot_rate_limited' });
    expect(hubspot.seconds).to.be.within(590, 600);
    await get('/contacts', { headers: { 'cache-control': 'no-cache' } });
    expect(sandbox.hubSpot.requests).to.equal(1);
  });

  it('is 502 after no more than 5 calls when HubSpot says 429 for ever with Retry-After: 1', async () => {
    const { get, sandbox } = await start(hubSpot(rateLimit('TEN_SECONDLY_ROLLING', { 'retry-after': '1' })));
    const response = await get('/contacts');
    expect(sandbox.hubSpot.requests).to.equal(5);
    expect(response.status).to.equal(502);
    expect(response.headers.get('retry-after')).to.equal('2');
  });

  it('does not occur when two 429s with Retry-After: 1 are followed by the list, which takes 2 s at least', async () => {
    const { get } = await start(
      ({ hubSpot: { faults } }) => void faults.next(rateLimit('SECONDLY', { 'retry-after': '1' }), 2),
    );
    const startedAt = performance.now();
    expect((await get('/contacts')).status).to.equal(200);
    expect(performance.now() - startedAt).to.be.within(1950, 4000);
  });

  it('is 503 first_copy_incomplete while the first walk takes longer than a caller waits', async () => {
    const running = await startRunning({ REQUEST_WAIT_SECONDS: '0.2' }, { latencyMs: 100 });
    const response = await running.get('/contacts');
    expect([response.status, response.headers.get('retry-after')]).to.deep.equal([503, '1']);
    expect(await response.json()).to.include({
      code: 'first_copy_incomplete',
      detail: 'The first copy of the contacts is not complete yet.',
    });
  });

  it('is the failing attempt’s when a caller’s waitLimit ends during the attempts', async () => {
    const { get } = await start(hubSpot({ kind: 'hang' }), { HUBSPOT_TIMEOUT_MS: '100', REQUEST_WAIT_SECONDS: '0.3' });
    expect(await (await get('/contacts')).json()).to.include({ code: 'hubspot_unreachable' });
  });

  it('passes when what failed has recovered', async () => {
    const { get } = await start(({ hubSpot: { faults } }) => void faults.next(answer(400)));
    expect((await get('/contacts')).status).to.equal(502);
    await delay(2000);
    expect((await get('/contacts')).status).to.equal(200);
  });
});

describe('records that are not contacts', () => {
  afterEach(stopLeftRunning);

  it('are skipped and counted, and the others arrive', async () => {
    const spoil = (page: unknown): unknown => {
      const { results, ...rest } = page as { results: { id: string }[] };
      const [first, second] = results;
      return { ...rest, results: [null, {}, { ...first, properties: null }, { id: second!.id }, ...results.slice(2)] };
    };
    const before = ({ hubSpot }: Sandbox): void => void hubSpot.faults.next({ kind: 'alter', alter: spoil });
    const running = await startRunning({}, { before });
    const contacts = (await (await running.get('/contacts')).json()) as { issues?: { code: string }[] }[];
    expect(contacts).to.have.length(999);
    expect(contacts[0]?.issues).to.deep.equal([{ code: 'suspect' }]);
    expect(running.logged.find(({ message }) => message === 'walk ended')).to.include({
      skipped: 3,
      contacts: 999,
    });
  });
});

describe('a later pass that fails', () => {
  afterEach(stopLeftRunning);

  const times = { CACHE_TTL_SECONDS: '0.1', CACHE_STALE_SECONDS: '1.5', CACHE_STALE_IF_ERROR_SECONDS: '4' };

  async function statusesOver(
    seconds: number,
    fault: Fault,
  ): Promise<[age: number, status: number, cacheStatus: string | null][]> {
    const running = await startRunning({ ...times, HUBSPOT_MAX_ATTEMPTS: '1' });
    await running.get('/contacts');
    running.sandbox.hubSpot.faults.next(fault, Infinity);
    await delay(200);
    const confirmedAt = performance.now() - 200;
    const seen: [number, number, string | null][] = [];
    while (performance.now() - confirmedAt < seconds * 1000) {
      const response = await running.get('/contacts');
      seen.push([(performance.now() - confirmedAt) / 1000, response.status, response.headers.get('cache-status')]);
      await delay(50);
    }
    return seen;
  }

  it('with an outage leaves the stale copy, labelled, until CACHE_STALE_IF_ERROR_SECONDS, then answers 502', async () => {
    const seen = await statusesOver(5.5, answer(503));
    for (const [age, status, cacheStatus] of seen) {
      if (age < 3.5)
        expect([status, cacheStatus]).to.satisfy(
          ([s, c]: [number, string]) => s === 200 && /; hit; ttl=-\d/.test(c),
          `${age}`,
        );
      if (age > 4.5) expect(status, `${age}`).to.equal(502);
    }
  }).timeout(15_000);

  it('with a refused token leaves it until CACHE_STALE_SECONDS, then answers 401', async () => {
    const seen = await statusesOver(3, answer(401));
    for (const [age, status] of seen) {
      if (age < 1.2) expect(status, `${age}`).to.equal(200);
      if (age > 2) expect(status, `${age}`).to.equal(401);
    }
  });
});
