import { ConfigError, parseConfig } from '#app/config/config.js';
import { expect } from 'chai';
import { createHash } from 'node:crypto';

const files: Record<string, string> = {
  '/run/secrets/empty': '\n',
  '/run/secrets/lines': 'k1\r\nk2\n',
  '/run/secrets/bad-keys': 'good,bad key\n',
  '/run/secrets/nango': 'file-key\n',
  '/run/secrets/keys': 'k1,k2\n',
};
const readFile = (path: string): string => {
  const content = files[path];
  if (content === undefined) throw new Error('ENOENT');
  return content;
};
const parse = (environment: Record<string, string>) => parseConfig(environment, readFile);
const problems = (environment: Record<string, string>): string => {
  try {
    parse(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('the configuration', () => {
  it('has the documented defaults', () => {
    expect(parse({})).to.deep.equal({
      source: 'hubspot',
      host: '127.0.0.1',
      port: 8000,
      tokens: { kind: 'mock' },
      hubSpot: {
        baseUrl: 'https://api.hubapi.com',
        apiVersion: '2026-09',
        requestsPer10s: 100,
        maxAttempts: 5,
        timeoutMs: 20_000,
        settleMs: 3_600_000,
        deletionsEveryMs: 900_000,
        concurrency: 8,
      },
      refresh: { ttlMs: 60_000, staleMs: 600_000, staleIfErrorMs: 86_400_000, reconcileMs: 86_400_000 },
      redisUrls: [],
      requestWaitMs: 30_000,
      apiKeys: [],
      publicPaths: ['/health', '/ready', '/docs', '/openapi.json'],
      limitsPerMinute: { requestsPerKey: 0, failedKeys: 60 },
      drainMs: 5000,
      logLevel: 'info',
    });
  });

  it('takes an empty variable for one that is not set, except the list of public paths', () => {
    expect(parse({ PORT: '', API_KEYS: ' ', PUBLIC_PATHS: '' })).to.deep.include({
      port: 8000,
      apiKeys: [],
      publicPaths: [],
    });
  });

  it('reads secrets from files', () => {
    const config = parse({
      USE_MOCK_TOKEN: 'false',
      NANGO_CONNECTION_ID: 'acct-1',
      NANGO_SECRET_KEY_FILE: '/run/secrets/nango',
      API_KEYS_FILE: '/run/secrets/keys',
    });
    expect(config.tokens).to.include({ kind: 'nango', secretKey: 'file-key' });
    expect(config.apiKeys.map(({ name }) => name)).to.deep.equal(['#1', '#2']);
  });

  it('takes one key a line from a file, and names the file when one of them is bad', () => {
    expect(parse({ API_KEYS_FILE: '/run/secrets/lines' }).apiKeys).to.deep.equal(parse({ API_KEYS: 'k1,k2' }).apiKeys);
    expect(problems({ API_KEYS_FILE: '/run/secrets/bad-keys' })).to.match(/^ {2}API_KEYS_FILE must be keys/m);
  });

  it('knows a key by name and hash as well as by itself, which has its place for a name', () => {
    const hash = createHash('sha256').update('k2').digest('hex');
    const mixed = parse({ API_KEYS: `k1,billing:sha256-${hash},k3:sha1-x` }).apiKeys;
    expect(mixed.map(({ name }) => name)).to.deep.equal(['#1', 'billing', '#3']);
    const plain = parse({ API_KEYS: 'k1,k2,k3:sha1-x' }).apiKeys;
    expect(mixed.map(({ digest }) => digest)).to.deep.equal(plain.map(({ digest }) => digest));
  });

  for (const entry of [
    'billing:sha256-bad',
    `sha256-${'bad0'.repeat(16)}`,
    `:sha256-${'bad0'.repeat(16)}`,
    `#1:sha256-${'bad0'.repeat(16)}`,
    `billing:sha256-${'bad0'.repeat(17)}`,
    `billing:SHA256-${'badx'.repeat(16)}`,
    `billing=sha256-${'bad0'.repeat(16)}`,
    `billing:sha256:${'bad0'.repeat(16)}`,
    `billing:sha256${'bad0'.repeat(16)}`,
    `billing:sha-256-${'bad0'.repeat(16)}`,
    `billing:sha512-${'bad0'.repeat(32)}`,
    `billing:md5-${'bad0'.repeat(8)}`,
    `billing:${'BAD0'.repeat(16)}`,
    `billing:sha256=${'bad+'.repeat(10)}bad=`,
  ])
    it(`does not take ${entry.slice(0, 24)}… for a key, and does not repeat it`, () => {
      const message = problems({ API_KEYS: `k1,${entry}` });
      expect(message).to.match(/^ {2}API_KEYS must be keys .* or name:sha256-/m);
      expect(message).to.not.match(/bad/i);
    });

  for (const key of ['bad0'.repeat(16), `live-${'bad0'.repeat(8)}`, 'k3:sha1-x', 'user:password', 'c2hhLTI1Ng=='])
    it(`takes ${key.slice(0, 12)}, which is meant as no hash, for a key`, () => {
      expect(parse({ API_KEYS: key }).apiKeys.map(({ name }) => name)).to.deep.equal(['#1']);
    });

  it('takes an empty secret file for a mistake, and never for an open door', () => {
    const environment = { HOST: '0.0.0.0', API_KEYS_FILE: '/run/secrets/empty' };
    expect(problems(environment)).to.contain('API_KEYS_FILE must name a file that can be read and is not empty');
  });

  const baseUrls: [what: string, url: string][] = [
    ['another scheme', 'ftp://hub.example'],
    ['no slashes', 'https:hub.example'],
    ['backslashes', 'https:\\\\hub.example'],
    ['a query', 'https://hub.example?x'],
    ['white space', ' https://hub.example'],
    ['a user', 'https://u@hub.example'],
  ];
  for (const [what, url] of baseUrls) {
    it(`refuses a base URL with ${what}`, () => {
      expect(problems({ HUBSPOT_BASE_URL: url })).to.contain('HUBSPOT_BASE_URL must be an http or https URL');
    });
  }

  it('cuts the slashes at the end of a base URL', () => {
    expect(parse({ HUBSPOT_BASE_URL: 'http://127.0.0.1:1/hub//' }).hubSpot.baseUrl).to.equal('http://127.0.0.1:1/hub');
  });

  it('names every variable with a bad value at once, and repeats no value', () => {
    const bad: Record<string, string> = {
      HOST: 'bad host',
      PORT: '65536',
      UPSTREAM_SOURCE: 'bad-source',
      USE_MOCK_TOKEN: 'bad-flag',
      NANGO_SECRET_KEY: 'bad secret',
      NANGO_BASE_URL: 'https://bad-user:bad-password@nango.example',
      NANGO_CONNECTION_ID: 'bad*id',
      NANGO_INTEGRATION_ID: 'bad/id',
      HUBSPOT_BASE_URL: 'ftp://bad.example',
      HUBSPOT_API_VERSION: 'bad-version',
      HUBSPOT_REQUESTS_PER_10S: '-1',
      HUBSPOT_CONCURRENCY: '0',
      HUBSPOT_MAX_ATTEMPTS: '1.5',
      HUBSPOT_TIMEOUT_MS: 'bad',
      REQUEST_WAIT_SECONDS: '1e3',
      CACHE_TTL_SECONDS: '-5',
      CACHE_STALE_SECONDS: 'Infinity',
      CACHE_STALE_IF_ERROR_SECONDS: 'NaN',
      CHANGES_SETTLE_SECONDS: '0x10',
      DELETIONS_EVERY_SECONDS: '--1',
      RECONCILE_EVERY_SECONDS: 'bad',
      REDIS_URL: 'http://bad.example',
      API_KEYS: 'good,bad key',
      ALLOW_ANONYMOUS: 'bad-flag',
      RATE_LIMIT_PER_MINUTE: '-1',
      FAILED_KEYS_PER_MINUTE: 'bad',
      PUBLIC_PATHS: 'bad-path',
      NANGO_SECRET_KEY_FILE: '/run/secrets/bad-file',
      API_KEYS_FILE: '/run/secrets/bad-file',
      DRAIN_SECONDS: 'bad',
      LOG_LEVEL: 'bad-level',
    };
    const message = problems(bad);
    expect(Object.keys(bad).filter((name) => !new RegExp(`^ {2}${name} `, 'm').test(message))).to.deep.equal([]);
    expect(message).to.not.match(/bad|65536|nango\.example|good/);
  });

  it('asks for key and connection when the token is to come from Nango', () => {
    expect(problems({ USE_MOCK_TOKEN: 'false', PORT: 'x' })).to.match(
      /PORT.*\n.*NANGO_SECRET_KEY is needed.*\n.*NANGO_CONNECTION_ID is needed/,
    );
  });

  it('does not open to the network without keys unless told to', () => {
    expect(problems({ HOST: '0.0.0.0' })).to.contain('API_KEYS is needed unless');
    expect(parse({ HOST: '0.0.0.0', ALLOW_ANONYMOUS: 'true' }).host).to.equal('0.0.0.0');
    expect(parse({ HOST: '0.0.0.0', API_KEYS: 'k1' }).host).to.equal('0.0.0.0');
    for (const host of ['127.0.0.2', '::1', 'localhost']) expect(parse({ HOST: host }).host).to.equal(host);
  });

  it('does not take a limit for each of no keys', () => {
    expect(problems({ RATE_LIMIT_PER_MINUTE: '100' })).to.contain('RATE_LIMIT_PER_MINUTE limits each of API_KEYS');
    expect(parse({ RATE_LIMIT_PER_MINUTE: '100', API_KEYS: 'k1' }).limitsPerMinute.requestsPerKey).to.equal(100);
    expect(parse({ RATE_LIMIT_PER_MINUTE: '0' }).limitsPerMinute.requestsPerKey).to.equal(0);
  });

  it('takes one Redis, or several nodes of a cluster', () => {
    expect(parse({}).redisUrls).to.deep.equal([]);
    expect(parse({ REDIS_URL: 'redis://user:secret@redis.example:6380/2' }).redisUrls).to.have.length(1);
    expect(parse({ REDIS_URL: 'rediss://a.example, rediss://b.example:7000' }).redisUrls).to.deep.equal([
      'rediss://a.example',
      'rediss://b.example:7000',
    ]);
  });

  for (const url of ['redis://', 'redis.example:6379', 'redis://a.example/x', 'redis://a.example?db=1', ','])
    it(`does not take ${url} for a Redis`, () => {
      expect(problems({ REDIS_URL: url })).to.match(/REDIS_URL must be a redis:/);
    });

  it('does not take a password for a Redis that is not percent-encoded', () => {
    expect(problems({ REDIS_URL: 'redis://:50%@a.example' })).to.match(/REDIS_URL must be a redis:/);
  });

  it('knows that a cluster has no numbered databases', () => {
    expect(problems({ REDIS_URL: 'redis://a.example/1,redis://b.example/1' })).to.match(/REDIS_URL must be/);
  });

  it('refuses the same secret from two places', () => {
    expect(problems({ API_KEYS: 'k1', API_KEYS_FILE: '/run/secrets/keys' })).to.contain(
      'API_KEYS_FILE must not be set together with API_KEYS',
    );
  });
});
