import { type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { askNango } from './sandbox-requests.js';

const FORCED = '&force_refresh=true';

describe('the sandbox’s Nango', () => {
  let sandbox: Sandbox;
  let time: number;
  beforeEach(async () => {
    time = Date.parse('2026-11-22T12:00:00.000Z');
    sandbox = await startSandbox({ now: () => time });
  });
  afterEach(() => sandbox.close());

  const outcome = async (more = ''): Promise<string> => {
    const { status, body } = await askNango(sandbox, more);
    const token = body.credentials?.access_token?.split('-').at(-1);
    return `${status} ${token ?? body.error?.message ?? 'no token'}`;
  };
  const FAILED = /^400 The external API returned an error when trying to refresh the access token/;
  const BACKING_OFF = '424 A recent refresh attempt failed. Backing off before retrying.';

  it('refuses a token for 30 s after a refresh that failed, even one that is still valid', async () => {
    expect(await outcome()).to.equal('200 1');
    sandbox.nango.switches.refreshFails = true;
    expect(await outcome(FORCED)).to.match(FAILED);
    expect(await outcome()).to.equal(BACKING_OFF);
    time += 30_000;
    expect(await outcome()).to.equal('200 1');
  });

  it('does not hand out a token that is about to expire when its refresh fails', async () => {
    await outcome();
    sandbox.nango.switches.refreshFails = true;
    time += 16 * 60_000;
    expect(await outcome()).to.match(FAILED);
  });

  it('tries again at once by force, whatever failed before', async () => {
    sandbox.nango.switches.refreshFails = true;
    expect(await outcome()).to.match(FAILED);
    expect(await outcome(FORCED)).to.match(FAILED);
    sandbox.nango.switches.refreshFails = false;
    expect([await outcome(), await outcome(FORCED), await outcome()]).to.deep.equal([BACKING_OFF, '200 1', '200 1']);
  });

  it('is exhausted until a forced refresh succeeds', async () => {
    sandbox.nango.switches.refreshExhausted = true;
    expect([await outcome(), await outcome(FORCED), await outcome()]).to.deep.equal([
      '424 The refresh limit has been reached for this connection.',
      '200 1',
      '200 1',
    ]);
  });

  it('hands out an expired token when the connection has no refresh token, even by force', async () => {
    await outcome();
    sandbox.nango.switches.withoutRefreshToken = true;
    time += 3_600_000;
    expect([await outcome(), await outcome(FORCED)]).to.deep.equal(['200 1', '200 1']);
  });

  it('holds the only token that is issued until it refreshes, without an expiry when it does not expire', async () => {
    expect(await outcome()).to.equal('200 1');
    sandbox.tokens.issueOnly('the-other', Infinity);
    expect([await outcome(), await outcome(FORCED), await outcome(FORCED)]).to.deep.equal([
      '200 1',
      '200 other',
      '200 other',
    ]);
    const { credentials } = (await askNango(sandbox)).body;
    expect(credentials).to.have.property('access_token', 'the-other');
    expect(credentials).to.not.have.property('expires_at');
  });

  it('keeps the credentials back from a key without their scope, and all from a key without any', async () => {
    sandbox.nango.switches.keyScope = 'connections';
    expect(await outcome()).to.equal('200 no token');
    expect(await outcome(FORCED)).to.match(/^403 Credential and refresh options require/);
    sandbox.nango.switches.keyScope = 'none';
    expect(await outcome()).to.match(/^403 Insufficient scope/);
  });

  it('takes a good key for malformed while its database is down', async () => {
    sandbox.nango.switches.databaseDown = true;
    expect(await outcome()).to.match(/^401 .* header is malformed/);
  });

  const ID = '/connections/sandbox-connection?provider_config_key=';
  const invalid: [what: string, path: string, code: string, inner: string][] = [
    ['no integration', '/connections/x', 'invalid_query_params', 'invalid_type'],
    ['an empty integration', ID, 'invalid_query_params', 'invalid_format'],
    ['an unknown parameter', `${ID}hubspot&bogus=1`, 'invalid_query_params', 'unrecognized_keys'],
    ['a flag that is none', `${ID}hubspot&force_refresh=maybe`, 'invalid_query_params', 'invalid_value'],
    ['an id with a star', '/connections/a*b?provider_config_key=hubspot', 'invalid_uri_params', 'invalid_format'],
    ['a long id', `/connections/${'x'.repeat(256)}?provider_config_key=hubspot`, 'invalid_uri_params', 'too_big'],
  ];
  for (const [what, path, code, inner] of invalid)
    it(`is refused with 400 ${code} for ${what}`, async () => {
      const { status, body } = await askNango(sandbox, path);
      expect([status, body.error?.code, body.error?.errors?.[0]?.code]).to.deep.equal([400, code, inner]);
    });

  it('answers the old path too, looks encoded ids up, and serves its web app elsewhere', async () => {
    expect((await askNango(sandbox, '/connection/sandbox-connection?provider_config_key=hubspot')).status).to.equal(
      200,
    );
    expect((await askNango(sandbox, '/connections/a%2Fb?provider_config_key=hubspot')).status).to.equal(404);
    expect((await askNango(sandbox, '/connections/a/b')).headers.get('content-type')).to.equal('text/html');
  });
});
