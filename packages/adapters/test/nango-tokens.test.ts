import { NangoTokens, type UpstreamCall } from '@contacts-gateway/adapters/nango';
import { isContactsError } from '@contacts-gateway/domain';
import { expect } from 'chai';
import nock from 'nock';
import { setTimeout as delay } from 'node:timers/promises';
import { FakeClock } from './fake-clock.js';
import { networkError } from './network-error.js';
import { playRecordedAnswersOnly } from './recorded-answers.js';
import { exposed, rejection } from './rejection.js';

const HOST = 'http://nango.example';
const SECRET_KEY = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const MINUTE = 60_000;

describe('NangoTokens', () => {
  let clock: FakeClock;
  let calls: UpstreamCall[];

  playRecordedAnswersOnly();

  beforeEach(() => {
    clock = new FakeClock();
    calls = [];
  });

  const nangoTokens = (ids: { connectionId?: string; integrationId?: string } = {}): NangoTokens =>
    new NangoTokens({
      baseUrl: HOST,
      secretKey: SECRET_KEY,
      connectionId: 'acct-1',
      integrationId: 'hubspot',
      clock,
      observe: (call) => calls.push(call),
      ...ids,
    });

  /** One expected request, with or without a forced refresh. */
  const nango = (force = false): nock.Interceptor =>
    nock(HOST, { reqheaders: { authorization: `Bearer ${SECRET_KEY}` } })
      .get('/connections/acct-1')
      .query({ provider_config_key: 'hubspot', ...(force && { force_refresh: 'true' }) });

  const connection = (accessToken: string, lifeMs?: number): Record<string, unknown> => {
    const expiry = lifeMs !== undefined && { expires_at: new Date(clock.time + lifeMs).toISOString() };
    const credentials = { type: 'OAUTH2', access_token: accessToken, ...expiry };
    return { id: 1, connection_id: 'acct-1', provider: 'hubspot', credentials: { ...credentials, raw: credentials } };
  };

  const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> => {
    const error = await rejection(promise);
    return isContactsError(error) ? error.code : undefined;
  };

  describe('answers', () => {
    it('the token with its expiry', async () => {
      nango().reply(200, connection('at-1', 30 * MINUTE));
      const token = await nangoTokens().accessToken();
      expect([token.reveal(), token.expiresAt]).to.deep.equal(['at-1', clock.time + 30 * MINUTE]);
    });

    const lives: [what: string, lifeMs: number | undefined, asksAfterMs: number][] = [
      ['five minutes before it expires', 30 * MINUTE, 25 * MINUTE],
      ['when a fifth of a short life is left', 10_000, 8000],
      ['after four minutes when its expiry is not stated', undefined, 4 * MINUTE],
    ];
    for (const [what, lifeMs, asksAfterMs] of lives) {
      it(`the same token, and asks for the next ${what}`, async () => {
        const tokens = nangoTokens();
        nango().reply(200, connection('at-1', lifeMs));
        const first = await tokens.accessToken();
        clock.time += asksAfterMs - 1;
        expect(await tokens.accessToken()).to.equal(first);
        await delay(20);
        expect(calls).to.have.length(1);
        clock.time += 1;
        nango().reply(200, connection('at-2', 30 * MINUTE));
        await tokens.accessToken();
        await delay(100);
        expect(calls).to.have.length(2);
      });
    }

    it('a still valid token at once while it is being replaced', async () => {
      const tokens = nangoTokens();
      nango().reply(200, connection('at-1', 30 * MINUTE));
      await tokens.accessToken();
      clock.time += 26 * MINUTE;
      nango()
        .delay(20)
        .reply(200, connection('at-2', 30 * MINUTE));
      expect((await tokens.accessToken()).reveal()).to.equal('at-1');
      await delay(10);
      clock.time += 5 * MINUTE;
      expect((await tokens.accessToken()).reveal()).to.equal('at-2');
    });

    it('an expiry by this machine’s clock, when that differs from Nango’s', async () => {
      const date = new Date(clock.time - 60 * MINUTE).toUTCString();
      nango().reply(200, connection('at-1', -30 * MINUTE), { date });
      expect((await nangoTokens().accessToken()).expiresAt).to.equal(clock.time + 30 * MINUTE);
    });
  });

  describe('keeps a still valid token', () => {
    const failures: [what: string, reply: (request: nock.Interceptor) => unknown][] = [
      ['a failed refresh (400)', (request) => request.reply(400, { error: { code: 'invalid_credentials' } })],
      ['the cool-down after one (424)', (request) => request.reply(424, { error: { code: 'invalid_credentials' } })],
      ['an outage', (request) => request.times(3).reply(503, 'down')],
    ];
    for (const [what, reply] of failures) {
      it(`through ${what}, and asks again after half a minute`, async () => {
        const tokens = nangoTokens();
        nango().reply(200, connection('at-1', 30 * MINUTE));
        await tokens.accessToken();
        clock.time += 26 * MINUTE;
        reply(nango());
        expect((await tokens.accessToken()).reveal()).to.equal('at-1');
        await delay(300);
        clock.time += 29_000;
        expect((await tokens.accessToken()).reveal()).to.equal('at-1');
        clock.time += 1000;
        nango().reply(200, connection('at-2', 30 * MINUTE));
        await tokens.accessToken();
        await delay(300);
        expect((await tokens.accessToken()).reveal()).to.equal('at-2');
      });
    }
  });

  it('does not ask again before Nango’s own Retry-After, when it still has a valid token', async () => {
    const tokens = nangoTokens();
    nango().reply(200, connection('at-1', 30 * MINUTE));
    await tokens.accessToken();
    clock.time += 26 * MINUTE;
    nango().reply(429, {}, { 'retry-after': '55' });
    await tokens.accessToken();
    await delay(100);
    clock.time += 54_000;
    await tokens.accessToken();
    await delay(20);
    expect(calls).to.have.length(2);
  });

  describe('told that its token was refused', () => {
    it('forces one refresh for all who tell it, and answers the new token', async () => {
      const tokens = nangoTokens();
      nango().reply(200, connection('at-1', 30 * MINUTE));
      const refused = await tokens.accessToken();
      nango(true).reply(200, connection('at-2', 30 * MINUTE));
      const answers = await Promise.all([tokens.accessToken(refused), tokens.accessToken(refused)]);
      answers.push(await tokens.accessToken(refused));
      expect(answers.map((token) => token.reveal())).to.deep.equal(['at-2', 'at-2', 'at-2']);
    });

    it('says that there is no other when the refresh brings the same one, and never answers or forces it again', async () => {
      const tokens = nangoTokens();
      nango().reply(200, connection('at-1', 30 * MINUTE));
      const refused = await tokens.accessToken();
      nango(true).reply(200, connection('at-1', 30 * MINUTE));
      expect(await codeOf(tokens.accessToken(refused))).to.equal('no_other_token');
      nango()
        .twice()
        .reply(200, connection('at-1', 30 * MINUTE));
      expect(await codeOf(tokens.accessToken())).to.equal('no_other_token');
      expect(await codeOf(tokens.accessToken(refused))).to.equal('no_other_token');
      nango().reply(200, connection('at-2', 30 * MINUTE));
      expect((await tokens.accessToken()).reveal()).to.equal('at-2');
    });

    for (const status of [400, 500]) {
      it(`forces the refresh once, also when it fails with ${status}`, async () => {
        const tokens = nangoTokens();
        nango().reply(200, connection('at-1', 30 * MINUTE));
        const refused = await tokens.accessToken();
        nango(true).reply(status, { error: { code: 'invalid_credentials' } });
        expect(await codeOf(tokens.accessToken(refused))).to.equal('token_unavailable');
        nango().reply(424, { error: { code: 'invalid_credentials' } });
        expect(await codeOf(tokens.accessToken(refused))).to.equal('token_unavailable');
      });
    }

    for (const [what, reply] of [
      ['throttled', (request: nock.Interceptor) => request.reply(429, {}, { 'retry-after': '55' })],
      [
        'met by a database outage',
        (request: nock.Interceptor) => request.reply(401, { error: { code: 'malformed_auth_header' } }),
      ],
      ['never sent', (request: nock.Interceptor) => request.replyWithError(networkError('ECONNREFUSED'))],
    ] as const) {
      it(`forces the refresh again when it was ${what}, for then it has not happened`, async () => {
        const tokens = nangoTokens();
        nango().reply(200, connection('at-1'));
        const refused = await tokens.accessToken();
        reply(nango(true));
        expect(await codeOf(tokens.accessToken(refused))).to.equal('token_unavailable');
        nango(true).reply(200, connection('at-2'));
        expect((await tokens.accessToken()).reveal()).to.equal('at-2');
      });
    }

    it('forces nothing more once another token has come by itself', async () => {
      const tokens = nangoTokens();
      nango().reply(200, connection('at-1', 30 * MINUTE));
      const refused = await tokens.accessToken();
      clock.time += 31 * MINUTE;
      nango()
        .delay(20)
        .reply(200, connection('at-2', 30 * MINUTE));
      const answers = await Promise.all([tokens.accessToken(), tokens.accessToken(refused)]);
      expect(answers.map((token) => token.reveal())).to.deep.equal(['at-2', 'at-2']);
      clock.time += 31 * MINUTE;
      nango().reply(200, connection('at-3', 30 * MINUTE));
      expect((await tokens.accessToken()).reveal()).to.equal('at-3');
    });

    it('forces a refresh also when it is told while a fetch brings that very token', async () => {
      const tokens = nangoTokens();
      nango().reply(200, connection('at-1', 30 * MINUTE));
      const refused = await tokens.accessToken();
      clock.time += 31 * MINUTE;
      nango()
        .delay(20)
        .reply(200, connection('at-1', 30 * MINUTE));
      const fetching = tokens.accessToken();
      nango(true).reply(200, connection('at-2', 30 * MINUTE));
      const answers = await Promise.all([fetching, tokens.accessToken(refused)]);
      expect(answers.map((token) => token.reveal())).to.deep.equal(['at-2', 'at-2']);
    });
  });

  describe('fails with TokenProviderMisconfigured, at once, when Nango', () => {
    const refusals: [what: string, status: number, body: nock.Body][] = [
      [
        'does not know the key',
        401,
        { error: { message: 'Authentication failed.', code: 'unknown_account', payload: {} } },
      ],
      ['finds the key malformed', 401, { error: { message: 'x', code: 'invalid_secret_key_format', payload: {} } }],
      ['finds the scope insufficient', 403, { error: { code: 'forbidden', message: 'Insufficient scope.' } }],
      ['does not know the connection', 404, { error: { code: 'not_found', message: 'Failed to find connection' } }],
      ['does not know the integration', 400, { error: { code: 'unknown_provider_config', message: 'x' } }],
      ['finds a parameter invalid', 400, { error: { code: 'invalid_query_params', errors: [] } }],
      ['keeps the credentials back', 200, { id: 1, credentials: {} }],
      ['holds other credentials than OAuth 2', 200, { id: 1, credentials: { type: 'API_KEY', apiKey: 'k' } }],
      ['answers an empty token', 200, { id: 1, credentials: { type: 'OAUTH2', access_token: '' } }],
      ['answers a page instead of JSON', 200, '<!doctype html><title>Nango</title>'],
    ];
    for (const [what, status, body] of refusals) {
      it(what, async () => {
        nango().reply(status, body);
        expect(await codeOf(nangoTokens().accessToken())).to.equal('token_provider_misconfigured');
      });
    }
  });

  describe('fails with TokenUnavailable when Nango', () => {
    it('answers a token that has expired', async () => {
      nango().reply(200, connection('at-1', -1));
      expect(await codeOf(nangoTokens().accessToken())).to.equal('token_unavailable');
    });

    it('answers more than any connection can be, after one attempt', async () => {
      nango().reply(200, { padding: 'x'.repeat(2 * 1024 * 1024) });
      expect(await codeOf(nangoTokens().accessToken())).to.equal('token_unavailable');
      expect(calls.map(({ failure }) => failure)).to.deep.equal(['TOO_LARGE']);
    });

    for (const status of [400, 424]) {
      it(`cannot refresh (${status}), with its cool-down as the wait`, async () => {
        const body = {
          error: { code: 'invalid_credentials', message: 'x', payload: { connection: { credentials: {} } } },
        };
        nango().reply(status, body);
        const error = await rejection(nangoTokens().accessToken());
        expect(error).to.include({ code: 'token_unavailable', retryAfterMs: 30_000 });
      });
    }

    it('throttles for longer than a call may wait, with that wait', async () => {
      nango().reply(429, { error: { code: 'too_many_request' } }, { 'retry-after': '55' });
      const error = await rejection(nangoTokens().accessToken());
      expect(error).to.include({ code: 'token_unavailable', retryAfterMs: 55_000 });
      expect(clock.slept).to.deep.equal([]);
    });

    it('has lost its database, which it calls a malformed header, and asks again', async () => {
      const body = { error: { message: 'Authentication failed.', code: 'malformed_auth_header', payload: {} } };
      nango().times(3).reply(401, body);
      expect(await codeOf(nangoTokens().accessToken())).to.equal('token_unavailable');
    });

    it('cannot be reached, after three attempts with growing waits', async () => {
      nango().times(3).replyWithError(networkError('ECONNREFUSED'));
      expect(await codeOf(nangoTokens().accessToken())).to.equal('token_unavailable');
      expect(clock.slept).to.deep.equal([500, 1000]);
      expect(calls.map(({ attempt, failure }) => [attempt, failure])).to.deep.equal([
        [1, 'ECONNREFUSED'],
        [2, 'ECONNREFUSED'],
        [3, 'ECONNREFUSED'],
      ]);
    });

    it('stands behind something else that answers 404 in HTML', async () => {
      nango().reply(404, '<html>not found</html>');
      expect(await codeOf(nangoTokens().accessToken())).to.equal('token_unavailable');
    });
  });

  it('waits a second at least when Nango throttles with Retry-After: 0', async () => {
    nango().reply(429, { error: { code: 'too_many_request' } }, { 'retry-after': '0' });
    nango().reply(200, connection('at-1', 30 * MINUTE));
    expect((await nangoTokens().accessToken()).reveal()).to.equal('at-1');
    expect(clock.slept).to.deep.equal([1000]);
  });

  it('does not follow a redirect, which would carry the key elsewhere', async () => {
    nango().reply(302, '', { location: 'http://elsewhere.example/' });
    expect(await codeOf(nangoTokens().accessToken())).to.equal('token_unavailable');
  });

  it('encodes the ids', async () => {
    nock(HOST)
      .get('/connections/a%2Fb%20c%40d')
      .query({ provider_config_key: 'my hub@x' })
      .reply(200, connection('at-1', 30 * MINUTE));
    const token = await nangoTokens({ connectionId: 'a/b c@d', integrationId: 'my hub@x' }).accessToken();
    expect(token.reveal()).to.equal('at-1');
  });

  for (const [what, connectionId] of [
    ['nothing', ''],
    ['a dot', '.'],
    ['two dots', '..'],
    ['a character that Nango refuses', 'a*b'],
    ['a question mark', 'a?b'],
    ['more than 255 characters', 'x'.repeat(256)],
  ] as const) {
    it(`refuses ${what} as a connection id, without repeating it`, () => {
      expect(() => nangoTokens({ connectionId })).to.throw(TypeError, /^connectionId is not an id that Nango accepts$/);
    });
  }

  it('shows no secret in an error, whatever is printed of it', async () => {
    nango().reply(400, { error: { code: 'invalid_credentials', message: SECRET_KEY, payload: connection('at-1') } });
    nango().times(3).replyWithError(networkError('ECONNRESET'));
    const errors = [await rejection(nangoTokens().accessToken()), await rejection(nangoTokens().accessToken())];
    expect(errors.map(exposed).join()).to.not.match(new RegExp(`${SECRET_KEY}|at-1`));
  });

  it('ends a fetch under way when it is closed', async () => {
    nango()
      .delay(5000)
      .reply(200, connection('at-1', 30 * MINUTE));
    const tokens = nangoTokens();
    const fetching = codeOf(tokens.accessToken());
    setTimeout(() => tokens.close(), 20);
    expect(await fetching).to.equal('token_unavailable');
  });
});
