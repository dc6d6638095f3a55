import { RedisCache } from '@contacts-gateway/adapters/redis';
import { RedisCluster, RedisServer } from '@contacts-gateway/adapters/sandbox';
import { CacheUnavailable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { bytes } from '../bytes.js';
import { rejection } from '../rejection.js';
import { describeRedis } from './describe-redis.js';
import { startOneNodeCluster } from './one-node-cluster.js';

describeRedis('RedisCache, on a cluster of three masters', function () {
  this.timeout(60_000);
  const entries = Array.from({ length: 300 }, (_, index) => ({ key: `key-${index}`, value: bytes(`${index}`) }));
  const keys = entries.map(({ key }) => key);
  let cluster: RedisCluster;
  let cache: RedisCache;

  before(async () => {
    cluster = await RedisCluster.start();
  });

  beforeEach(() => {
    cache = new RedisCache({ urls: cluster.urls, prefix: 'test:', timeoutMs: 1000 });
  });

  afterEach(async () => await cache.close());

  after(async () => await cluster.stop());

  const whole = async (): Promise<void> => {
    await cache.set(entries, 60_000);
    expect(await cache.get(keys)).to.deep.equal(entries.map(({ value }) => value));
    expect(await cache.touch(keys, 60_000)).to.not.include(false);
    const replaced = await Promise.all(entries.map(({ key, value }) => cache.replace(key, value, value, 60_000)));
    expect(replaced).to.not.include(false);
  };

  it('keeps entries on every node, whichever of them it is told of', async () => {
    await whole();
    for (const { master } of cluster.shards) expect(Number(await master.cli('DBSIZE'))).to.be.within(50, 200);
    await cache.close();
    cache = new RedisCache({ urls: [cluster.urls[0]!, 'redis://127.0.0.1:1'], prefix: 'test:' });
    await whole();
  });

  it('says only that it cannot be used while a master is away, and goes on with its replica', async () => {
    await whole();
    const outcomes = new Set<string>();
    const failover = { over: false };
    const failingOver = cluster.failOver(cluster.shards[0]!).finally(() => {
      failover.over = true;
    });
    while (!failover.over) {
      const call = cache.get(keys).then(
        (found) => (found.every((value, index) => `${value}` === `${entries[index]!.value}`) ? 'whole' : 'mixed'),
        (error: unknown) => (error instanceof CacheUnavailable ? 'away' : String(error)),
      );
      outcomes.add(await call);
      await delay(20);
    }
    await failingOver;
    expect(outcomes).to.include('away');
    outcomes.delete('whole');
    expect(outcomes).to.deep.equal(new Set(['away']));
    await whole();
  });

  it('fails at once when every node is gone', async () => {
    await whole();
    await Promise.all(cluster.nodes.map((node) => node.kill()));
    await rejection(cache.get(keys));
    await delay(1000);
    const start = performance.now();
    expect(await rejection(cache.get(keys))).to.be.instanceOf(CacheUnavailable);
    expect(performance.now() - start).to.be.below(20);
  });
});

describeRedis('RedisCache, on a cluster whose entries move', () => {
  it('says only that it cannot be used when an entry may be on a node that is gone', async () => {
    const [from, to] = [await startOneNodeCluster(), await RedisServer.startNode()];
    const cache = new RedisCache({ urls: [from.url, from.url], prefix: '' });
    const unhandled: unknown[] = [];
    const note = (reason: unknown): unknown => unhandled.push(reason);
    try {
      const bus = (await to.cli('CONFIG', 'GET', 'cluster-port')).split('\n')[1]!;
      await from.cli('CLUSTER', 'MEET', '127.0.0.1', `${to.port}`, bus);
      const slot = await from.cli('CLUSTER', 'KEYSLOT', 'a');
      const migrating = async (): Promise<string> =>
        await from.cli('CLUSTER', 'SETSLOT', slot, 'MIGRATING', await to.cli('CLUSTER', 'MYID'));
      while ((await migrating()) !== 'OK') await delay(20);
      await cache.get(['b']);
      await to.kill();
      expect(await from.cli('GET', 'a')).to.match(/^ASK/);
      process.on('unhandledRejection', note);
      expect(await rejection(cache.get(['a']))).to.be.instanceOf(CacheUnavailable);
      await delay(50);
      expect(unhandled).to.deep.equal([]);
    } finally {
      process.off('unhandledRejection', note);
      await cache.close();
      await from.stop();
      await to.stop();
    }
  });
});
