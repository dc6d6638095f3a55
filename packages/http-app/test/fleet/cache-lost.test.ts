import { RedisCluster, RedisServer } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { describeRedis } from './describe-redis.js';
import { Editions } from './editions.js';
import { eventually } from './eventually.js';
import { type Fleet, withFleet } from './fleet.js';
import { Readers } from './readers.js';
import { sideBySide } from './side-by-side.js';

const TTL_SECONDS = 2;
/** HubSpot falls silent at the end of a story, and nobody shall wait for it, nor for a quota. */
const environment = {
  CACHE_TTL_SECONDS: String(TTL_SECONDS),
  HUBSPOT_TIMEOUT_MS: '1000',
  HUBSPOT_REQUESTS_PER_10S: '0',
};

describeRedis('a fleet that loses its cache under load', function () {
  this.timeout(120_000);

  sideBySide({
    'goes on alone without one failed request, says so, and shares again when Redis is back, empty': async () => {
      const redis = await RedisServer.start();
      await withFleet({ redis, environment }, (fleet) =>
        underLoad(fleet, async () => {
          await redis.kill();
          await everyCache(fleet, 'failing');
          const { walks } = fleet.sandbox.hubSpot;
          await eventually('each walks for itself', 20_000, async () => fleet.sandbox.hubSpot.walks >= walks + 4);
          await redis.restart();
          await everyCache(fleet, 'ok');
          for (const message of ['cache lost: going on alone', 'cache back: sharing again']) {
            const logged = (): number[] => fleet.instances.map((instance) => instance.logged(message));
            await eventually(`it is said: ${message}`, 5000, async () => !logged().includes(0));
            expect(logged()).to.deep.equal([1, 1, 1]);
          }
        }),
      ).finally(() => redis.stop());
    },

    'has no failed request while a master of a Redis Cluster fails over, and goes on sharing': async () => {
      const cluster = await RedisCluster.start();
      await withFleet({ redis: cluster, environment }, (fleet) =>
        underLoad(fleet, async () => {
          await cluster.failOver(await fleet.keys.shardOfHead(cluster));
          await everyCache(fleet, 'ok');
        }),
      ).finally(() => cluster.stop());
    },
  });
});

/** Three instances that are asked all the time before, during and after what happens to their cache. */
async function underLoad(fleet: Fleet, happens: () => Promise<void>): Promise<void> {
  fleet.walkEachTime();
  const instances = await fleet.addAll(3);
  const editions = new Editions(fleet.sandbox);
  const readers = new Readers({ perInstance: 4, pauseMs: 5 });
  try {
    await Promise.all(instances.map((instance) => instance.get('/contacts')));
    readers.ask(...instances);
    await delay(1000);
    await happens();
    await editions.reach(instances, 20_000);
    await shareAgain(fleet);
    await readers.end();
  } finally {
    editions.end();
  }
}

async function everyCache(fleet: Fleet, state: 'ok' | 'failing'): Promise<void> {
  for (const instance of fleet.instances) {
    await eventually(`the cache is ${state}`, 20_000, async () => (await instance.state()).cache.state === state);
  }
}

/** One walk for all of them each time, whose outcome all of them serve, and a new instance at once. */
async function shareAgain(fleet: Fleet): Promise<void> {
  const { hubSpot } = fleet.sandbox;
  const now = fleet.sandbox.hubSpot.walks;
  // A walk that began alone may still be under way.
  await eventually('they look at each other again', 20_000, async () => hubSpot.walks > now);
  const before = hubSpot.walks;
  const since = performance.now();
  await delay(4 * TTL_SECONDS * 1000);
  const most = Math.floor((performance.now() - since) / 1000 / TTL_SECONDS) + 1;
  expect(hubSpot.walks - before).to.be.within(1, most);
  hubSpot.faults.next('hang', Infinity);
  await eventually('they have the same version', 20_000, async () => {
    const versions = await Promise.all(fleet.instances.map(async (each) => (await each.state()).copy.version));
    return new Set(versions).size === 1;
  });
  const added = await fleet.add();
  expect((await added.get('/contacts')).status).to.equal(200);
}
