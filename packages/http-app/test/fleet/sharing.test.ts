import { RedisCluster, RedisServer } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { describeRedis } from './describe-redis.js';
import { eventually } from './eventually.js';
import { withFleet } from './fleet.js';
import { Readers } from './readers.js';
import { sideBySide } from './side-by-side.js';

for (const [what, start] of [
  ['one Redis', () => RedisServer.start()],
  ['a Redis Cluster', () => RedisCluster.start()],
] as const) {
  describeRedis(`a fleet on ${what}`, function () {
    this.timeout(60_000);
    let redis: RedisServer | RedisCluster;
    before(async () => void (redis = await start()));
    after(() => redis?.stop());

    sideBySide({
      'has one copy: a second instance and restarted ones answer without asking HubSpot or Nango': () =>
        withFleet({ redis }, async (fleet) => {
          const { hubSpot, nango } = fleet.sandbox;
          const versionOf = async (answer: Response): Promise<unknown> => {
            expect(answer.status).to.equal(200);
            expect(await answer.json()).to.have.length(300);
            return answer.headers.get('x-contacts-version');
          };
          const first = await fleet.add();
          const version = await versionOf(await first.get('/contacts'));
          const second = await fleet.add();
          expect(await versionOf(await second.get('/contacts'))).to.equal(version);
          await Promise.all([first.end('SIGTERM'), second.end('SIGKILL')]);
          for (const instance of await fleet.addAll(2)) {
            expect(await versionOf(await instance.get('/contacts'))).to.equal(version);
          }
          expect([hubSpot.walks, hubSpot.requests, nango.requests]).to.deep.equal([1, 3, 1]);
        }),

      'answers 500 concurrent first requests on each of three instances from one walk, and alike': () =>
        withFleet({ redis, sandbox: { contacts: 1000, latencyMs: 20 } }, async (fleet) => {
          const instances = await fleet.addAll(3);
          const answers = await Promise.all(
            instances.flatMap((instance) => Array.from({ length: 500 }, () => instance.get('/contacts'))),
          );
          const shown = answers.map(({ status, headers }) =>
            [status, ...['x-contacts-version', 'etag', 'last-modified'].map((name) => headers.get(name))].join(' '),
          );
          expect(new Set(shown).size).to.equal(1);
          expect(shown[0]).to.match(/^200 [0-9a-f]{32} "[0-9a-f]{32}-json" .+ GMT$/);
          expect(fleet.sandbox.hubSpot.walks).to.equal(1);
        }),

      'writes an evicted page back at its next pass, and serves meanwhile': () =>
        withFleet({ redis, environment: { CACHE_TTL_SECONDS: '2' } }, async (fleet) => {
          const instances = await fleet.addAll(2);
          await Promise.all(instances.map((instance) => instance.get('/contacts')));
          const readers = new Readers({ perInstance: 1, pauseMs: 20 });
          readers.ask(...instances);
          const page = (await fleet.keys.head())!.pages[0]!;
          expect(await fleet.keys.evictPage(page)).to.equal(true);
          await eventually('the page is back', 15_000, () => fleet.keys.hasPage(page));
          await readers.end();
        }),

      'starts an instance also while a page is missing, which that instance writes back': () =>
        withFleet({ redis }, async (fleet) => {
          const version = (await (await fleet.add()).get('/contacts')).headers.get('x-contacts-version');
          const page = (await fleet.keys.head())!.pages[0]!;
          expect(await fleet.keys.evictPage(page)).to.equal(true);
          const answer = await (await fleet.add()).get('/contacts');
          expect([answer.status, answer.headers.get('x-contacts-version')]).to.deep.equal([200, version]);
          expect(await fleet.keys.hasPage(page)).to.equal(true);
        }),
    });
  });
}
