import { RedisServer, type SandboxOptions } from '@contacts-gateway/adapters/sandbox';
import type { Contact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { describeRedis } from './describe-redis.js';
import { eventually } from './eventually.js';
import { type Fleet, withFleet } from './fleet.js';
import { Line } from './line.js';

const PASSWORD = 'not-to-be-logged';
/** An account like no other. */
const other = { seed: 2, contacts: 200 };

describeRedis('on a Redis that holds the copy of one account, an instance', function () {
  this.timeout(30_000);
  let redis: RedisServer;
  let firstIds: readonly string[];

  /** One instance of the configuration that made the copy, but for some variables; its upstreams are those of a sandbox. */
  const withInstance = async (
    sandbox: SandboxOptions,
    changed: Record<string, string>,
    story: (fleet: Fleet) => Promise<void>,
  ): Promise<void> => {
    const environment = {
      REDIS_URL: redis.url.replace('//', `//:${PASSWORD}@`),
      HUBSPOT_BASE_URL: 'http://hubspot.example',
      NANGO_BASE_URL: 'http://nango.example',
      ...changed,
    };
    await withFleet({ redis, environment, sandbox }, async (fleet) => {
      const { HUBSPOT_BASE_URL: hubSpot, NANGO_BASE_URL: nango } = fleet.sandbox.environment;
      const hosts = { 'hubspot.example': hubSpot, 'other-hubspot.example': hubSpot };
      const line = await Line.start({ ...hosts, 'nango.example': nango, 'other-nango.example': nango });
      try {
        await fleet.add(line.environment);
        await story(fleet);
      } finally {
        await line.end();
      }
      expect(fleet.instances[0]!.stdout).to.not.contain(PASSWORD);
    });
  };
  const answer = ({ instances }: Fleet): Promise<Response> => instances[0]!.get('/contacts');
  const idsIn = async (found: Response): Promise<string[]> => ((await found.json()) as Contact[]).map(({ id }) => id);
  const idsOf = ({ sandbox }: Fleet): string[] => [...sandbox.hubSpot.account.contacts()].map(({ id }) => id);
  const command = (...words: string[]): Promise<string> => redis.cli('--no-auth-warning', '-a', PASSWORD, ...words);
  const keys = async (): Promise<string[]> => (await command('KEYS', '*')).split('\n');

  before(async () => {
    redis = await RedisServer.start('--requirepass', PASSWORD);
    await withInstance({}, {}, async (fleet) => {
      firstIds = await idsIn(await answer(fleet));
      expect(firstIds).to.deep.equal(idsOf(fleet));
      // Callers are answered while the copy is still being stored.
      await eventually('the copy is published', 5000, async () => (await keys()).some((key) => key.endsWith(':head')));
    });
  });
  after(() => redis?.stop());

  it('of the same configuration is served that copy, whatever it would read itself', () =>
    withInstance(other, {}, async (fleet) => {
      expect(await idsIn(await answer(fleet))).to.deep.equal(firstIds);
      expect(fleet.sandbox.hubSpot.requests).to.equal(0);
    }));

  const secretKey = '5a9db0c5-5a9d-4b0c-8a9d-b0c55a9db0c6';
  for (const [what, sandbox, changed] of [
    ['of another connection', { connectionId: 'other-connection' }, {}],
    ['with another key of Nango', { secretKey }, {}],
    ['of another Nango', {}, { NANGO_BASE_URL: 'http://other-nango.example' }],
    ['of another HubSpot', {}, { HUBSPOT_BASE_URL: 'http://other-hubspot.example' }],
  ] as const) {
    it(`${what} reads its own account, and keeps it under keys of its own`, async () => {
      const before = await keys();
      await withInstance({ ...other, ...sandbox }, changed, async (fleet) => {
        const ids = await idsIn(await answer(fleet));
        expect(ids).to.deep.equal(idsOf(fleet)).and.not.deep.equal(firstIds);
      });
      const prefixes = new Set((await keys()).filter((key) => !before.includes(key)).map(prefixOf));
      expect(prefixes.size).to.equal(1);
      expect(before.map(prefixOf)).to.not.include([...prefixes][0]);
    });
  }

  it('with the mock token is refused by HubSpot, also after it has seen that there is a Redis', () =>
    withInstance({}, { USE_MOCK_TOKEN: 'true' }, async (fleet) => {
      expect((await answer(fleet)).status).to.equal(401);
      const { cache, copy } = await fleet.instances[0]!.state();
      expect([cache.state, copy.state]).to.deep.equal(['ok', 'none']);
    }));

  it('leaves no secret in any key or value, nor that of Redis in a log when it is lost', async () => {
    const secrets = /sandbox-access-token|5a9db0c5-5a9d|mock-token|not-to-be-logged/;
    const found = await keys();
    // Whoever calls HubSpot counts its calls, also where nothing comes of them.
    const copies = found.filter((key) => !key.includes(':starts:'));
    expect(new Set(copies.map(prefixOf)).size).to.equal(5);
    for (const key of found) {
      const read = (await command('TYPE', key)) === 'zset' ? ['ZRANGE', key, '0', '-1'] : ['GET', key];
      expect(`${key} ${await command(...read)}`).to.not.match(secrets);
    }
    await withInstance({}, { CACHE_TTL_SECONDS: '1' }, async (fleet) => {
      expect((await answer(fleet)).status).to.equal(200);
      await redis.kill();
      const isSaid = async (): Promise<boolean> => fleet.instances[0]!.logged('cache lost: going on alone') === 1;
      await eventually('the loss of Redis is logged', 20_000, isSaid);
    });
  });
});

const prefixOf = (key: string): string => /^cg:\d+:[0-9a-f]{32}:/.exec(key)?.[0] ?? `not ours: ${key}`;
