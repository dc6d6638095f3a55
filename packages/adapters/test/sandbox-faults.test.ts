import { type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { askNango, HubSpotRequests } from './sandbox-requests.js';

describe('a fault of the sandbox', () => {
  let sandbox: Sandbox;
  let hubSpot: HubSpotRequests;
  beforeEach(async () => {
    sandbox = await startSandbox({ contacts: 10, requestsPer10s: 0, searchesPerSecond: 0 });
    hubSpot = new HubSpotRequests(sandbox);
  });
  afterEach(() => sandbox.close());

  const json: [name: Parameters<Sandbox['hubSpot']['faults']['next']>[0] & string, status: number, fields: object][] = [
    ['invalid-input', 400, { category: 'VALIDATION_ERROR' }],
    ['unparsable-parameter', 400, { message: 'Unable to parse value for query parameter: after' }],
    ['unparsable-json', 400, {}],
    ['token-unknown', 401, { category: 'INVALID_AUTHENTICATION' }],
    ['token-expired', 401, { message: 'The OAuth token used to make this call expired 0 second(s) ago.' }],
    ['scope-missing', 403, { category: 'MISSING_SCOPES' }],
    ['resource-not-found', 404, { category: 'OBJECT_NOT_FOUND' }],
    ['conflict', 409, { category: 'CONFLICT' }],
    ['too-many-identities', 414, { message: 'Cannot have more than 250 identities on a profile' }],
    ['locked', 423, {}],
    ['ten-secondly-limit', 429, { policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT' }],
    ['ten-secondly-limit-retry-after', 429, { policyName: 'TEN_SECONDLY_ROLLING' }],
    ['secondly-limit', 429, { message: 'You have reached your secondly limit.', policyName: 'SECONDLY' }],
    ['daily-limit', 429, { message: 'You have reached your daily limit.', policyName: 'DAILY' }],
    ['migrating', 477, {}],
    ['internal-error', 500, { message: 'internal error' }],
  ];
  it('answers as HubSpot does, by its name: in JSON', async () => {
    for (const [name, status, fields] of json) {
      sandbox.hubSpot.faults.next(name);
      const answer = await hubSpot.list();
      expect(answer.status, name).to.equal(status);
      expect(answer.body, name).to.include({ status: 'error', ...fields });
    }
  });

  it('answers as HubSpot’s edge does, by its name: in HTML', async () => {
    const pages = {
      'route-unknown': 404,
      'uri-too-large': 414,
      'edge-limit': 429,
      'bad-gateway': 502,
      unavailable: 503,
      'gateway-timeout': 504,
      'server-down': 521,
      'connection-timed-out': 522,
      'origin-unreachable': 523,
      'origin-timed-out': 524,
      'token-malformed': 530,
      'html-200': 200,
    } as const;
    for (const [name, status] of Object.entries(pages)) {
      sandbox.hubSpot.faults.next(name as keyof typeof pages);
      const { headers, ...answer } = await hubSpot.list();
      expect([answer.status, headers.get('content-type')], name).to.deep.equal([status, 'text/html']);
    }
  });

  it('says when to come back where HubSpot does', async () => {
    const retryAfter = async (): Promise<string | null> => (await hubSpot.list()).headers.get('retry-after');
    sandbox.hubSpot.faults.next('migrating').next('ten-secondly-limit').next('ten-secondly-limit-retry-after');
    expect([await retryAfter(), await retryAfter(), await retryAfter()]).to.deep.equal(['3600', null, '1']);
  });

  it('is met by requests for one operation only, if it says so', async () => {
    sandbox.hubSpot.faults.pass(1, 'search').next('internal-error', 2, 'search').next('locked', 1, 'list');
    const statuses: number[] = [];
    for (const ask of [() => hubSpot.search({}), () => hubSpot.list()])
      for (let nth = 1; nth <= 4; nth += 1) statuses.push((await ask()).status);
    expect(statuses).to.deep.equal([200, 500, 500, 200, 423, 200, 200, 200]);
  });

  it('is forgotten when faults are cleared', async () => {
    sandbox.hubSpot.faults.next('internal-error', Infinity).clear();
    expect((await hubSpot.list()).status).to.equal(200);
  });

  it('cuts JSON inside a complete answer', async () => {
    sandbox.hubSpot.faults.next('truncated-json');
    expect(await hubSpot.list().catch((error: unknown) => error)).to.be.instanceOf(SyntaxError);
  });

  it('breaks a body off, and resets a connection', async () => {
    for (const name of ['break-off', 'reset'] as const) {
      sandbox.hubSpot.faults.next(name);
      expect(await hubSpot.list().catch((error: unknown) => error), name).to.be.instanceOf(TypeError);
    }
  });

  it('delays the answer that is due', async () => {
    sandbox.hubSpot.faults.next({ kind: 'slow', ms: 120 });
    const startedAt = performance.now();
    expect((await hubSpot.list()).body.results).to.have.length(10);
    expect(performance.now() - startedAt).to.be.at.least(110);
  });

  it('holds back the answer that was due when it was asked for', async () => {
    const released = new AbortController();
    sandbox.hubSpot.faults.next({ kind: 'held', until: once(released.signal, 'abort') });
    const asking = hubSpot.list('limit=20');
    while (sandbox.hubSpot.requests === 0) await delay(1);
    sandbox.hubSpot.edits.create({ firstname: 'Late' });
    expect((await hubSpot.list('limit=20')).body.results).to.have.length(11);
    released.abort();
    expect((await asking).body.results).to.have.length(10);
  });

  it('changes the answer that is due', async () => {
    sandbox.hubSpot.faults.next({ kind: 'alter', alter: (body) => ({ ...(body as object), results: [] }) });
    expect((await hubSpot.list()).body.results).to.deep.equal([]);
  });

  it('answers as Nango does, by its name', async () => {
    const answers = {
      'header-missing': [401, 'missing_auth_header'],
      'key-malformed': [401, 'invalid_secret_key_format'],
      'key-unknown': [401, 'unknown_account'],
      'database-down': [401, 'malformed_auth_header'],
      'query-invalid': [400, 'invalid_query_params'],
      'path-invalid': [400, 'invalid_uri_params'],
      'integration-unknown': [400, 'unknown_provider_config'],
      'connection-unknown': [404, 'not_found'],
      'refresh-forbidden': [403, 'forbidden'],
      'scope-insufficient': [403, 'forbidden'],
      'refresh-failed': [400, 'invalid_credentials'],
      'backing-off': [424, 'invalid_credentials'],
      'refresh-exhausted': [424, 'invalid_credentials'],
      throttled: [429, 'too_many_request'],
      'throttled-edge': [429, 'too_many_request'],
      'server-error': [500, 'server_error'],
      'support-error': [500, 'generic_error_support'],
    } as const;
    for (const [name, expected] of Object.entries(answers)) {
      sandbox.nango.faults.next(name as keyof typeof answers);
      const { status, body } = await askNango(sandbox);
      expect([status, body.error?.code], name).to.deep.equal(expected);
    }
    sandbox.nango.faults.next('without-credentials').next('expired-token');
    expect((await askNango(sandbox)).body.credentials).to.deep.equal({});
    expect(Date.parse((await askNango(sandbox)).body.credentials!.expires_at!)).to.be.below(Date.now());
  });
});

describe('HubSpot’s clock in the sandbox', () => {
  it('is ahead of ours by as much as it is told, in headers and in timestamps', async () => {
    const now = Date.parse('2026-11-22T12:00:00.500Z');
    const sandbox = await startSandbox({ now: () => now, clockOffsetMs: 90_000, contacts: 0 });
    const { headers, body } = await new HubSpotRequests(sandbox).get(sandbox.hubSpot.edits.create());
    expect(headers.get('date')).to.equal('Sun, 22 Nov 2026 12:01:30 GMT');
    expect(body.updatedAt).to.equal('2026-11-22T12:01:30.500Z');
    expect((await askNango(sandbox)).headers.get('date')).to.equal('Sun, 22 Nov 2026 12:00:00 GMT');
    await sandbox.close();
  });

  it('tells for how long a token has been expired, in the largest unit that fits', async () => {
    let now = Date.parse('2026-11-22T12:00:00.000Z');
    const sandbox = await startSandbox({ now: () => now, tokenLifeMs: 0, clockOffsetMs: 1000 });
    const { token } = sandbox.tokens.issue();
    now += 7_300_000;
    const url = `${sandbox.environment.HUBSPOT_BASE_URL}/crm/v3/objects/contacts`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(await answer.json()).to.deep.include({
      message: 'The OAuth token used to make this call expired 2 hour(s) ago.',
      context: { 'expire time': ['2026-11-22T12:00:01.000Z'] },
    });
    await sandbox.close();
  });
});
