import { RedisCache } from '@contacts-gateway/adapters/redis';
import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { CacheUnavailable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { bytes } from '../bytes.js';
import { rejection } from '../rejection.js';
import { describeRedis } from './describe-redis.js';
import { startOneNodeCluster } from './one-node-cluster.js';
import { TcpProxy } from './tcp-proxy.js';

const TIMEOUT_MS = 500;

const timed = async <T>(work: () => Promise<T>): Promise<[result: T, ms: number]> => {
  const start = performance.now();
  return [await work(), performance.now() - start];
};

describeRedis('RedisCache, when Redis is away', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let cache: RedisCache;

  beforeEach(async () => {
    server = await RedisServer.start();
    proxy = await TcpProxy.start(server.port);
    cache = new RedisCache({ urls: [server.url], prefix: '', timeoutMs: TIMEOUT_MS });
  });

  afterEach(async () => {
    await cache.close();
    await proxy.close();
    await server.stop();
  });

  const throughProxy = async (): Promise<void> => {
    await cache.close();
    cache = new RedisCache({ urls: [proxy.url], prefix: '', timeoutMs: TIMEOUT_MS });
  };

  const failure = async (call: Promise<unknown> = cache.get(['a'])): Promise<CacheUnavailable> => {
    const error = await rejection(call);
    expect(error).to.be.instanceOf(CacheUnavailable);
    return error as CacheUnavailable;
  };

  const reason = async (call?: Promise<unknown>): Promise<string> => ((await failure(call)).cause as Error).message;

  /** Milliseconds until calls succeed. */
  const recovery = async (): Promise<number> => {
    const start = performance.now();
    while (
      !(await cache.get(['a']).then(
        () => true,
        () => false,
      ))
    )
      await delay(5);
    return performance.now() - start;
  };

  const everyMethod = (): Promise<unknown>[] => [
    cache.get(['a']),
    cache.set([{ key: 'a', value: bytes('a') }], 1000),
    cache.touch(['a'], 1000),
    cache.delete(['a']),
    cache.replace('a', undefined, bytes('a'), 1000),
  ];

  it('lets the first calls wait until it is connected', async () => {
    await Promise.all(everyMethod());
  });

  it('fails at once where nothing listens, from the first attempt on', async () => {
    await server.kill();
    await throughProxy();
    proxy.target = server.port;
    const [, ms] = await timed(() => Promise.all(everyMethod().map(failure)));
    expect(ms).to.be.below(TIMEOUT_MS / 2);
  });

  it('fails at once after Redis was killed, and comes back by itself, to an empty Redis', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], 60_000);
    await server.kill();
    const [reasons, ms] = await timed(() => Promise.all(everyMethod().map(reason)));
    expect(ms).to.be.below(100);
    expect(reasons.join()).to.not.include('timed out');
    await delay(1500);
    const [later, laterMs] = await timed(() => reason());
    expect(later).to.equal('Redis: ECONNREFUSED');
    expect(laterMs).to.be.below(20);
    await server.restart();
    expect(await recovery()).to.be.below(1500);
    expect(await cache.get(['a'])).to.deep.equal([undefined]);
  });

  it('fails in time while Redis hangs, then at once, and comes back when it goes on', async () => {
    await cache.get(['a']);
    server.pause();
    const [reasons, ms] = await timed(() => Promise.all(everyMethod().map(reason)));
    expect(new Set(reasons)).to.deep.equal(new Set(['Redis: timed out']));
    expect(ms).to.be.within(TIMEOUT_MS - 10, 2 * TIMEOUT_MS);
    expect((await timed(() => failure()))[1]).to.be.below(20);
    await delay(3 * TIMEOUT_MS);
    server.resume();
    expect(await recovery()).to.be.below(1500);
  });

  it('waits no longer than its time for a Redis that hangs from the start', async () => {
    server.pause();
    await throughProxy();
    const [, ms] = await timed(() => Promise.all(everyMethod().map(failure)));
    expect(ms).to.be.within(TIMEOUT_MS - 10, 2 * TIMEOUT_MS);
    server.resume();
    expect(await recovery()).to.be.below(1500);
  });

  it('gives a connection up that has silently died, and takes a new one', async () => {
    await throughProxy();
    await cache.get(['a']);
    proxy.killSilently();
    expect(await reason()).to.equal('Redis: timed out');
    expect(await recovery()).to.be.below(500);
  });

  it('takes no command for late that waits behind large values on a slow line', async () => {
    await throughProxy();
    const entries = Array.from({ length: 40 }, (_, index) => ({ key: `${index}`, value: new Uint8Array(300_000) }));
    proxy.bytesPerMs = 6000;
    const [, setMs] = await timed(() => cache.set(entries, 60_000));
    const [found, getMs] = await timed(() => cache.get(entries.map(({ key }) => key)));
    expect(found.every((value) => value?.length === 300_000)).to.equal(true);
    expect(Math.min(setMs, getMs)).to.be.above(2 * TIMEOUT_MS);
  });

  it('looks for another server once it was told that this one is read-only', async () => {
    const promoted = await RedisServer.start();
    try {
      await throughProxy();
      await cache.get(['a']);
      await server.cli('REPLICAOF', '127.0.0.1', `${promoted.port}`);
      proxy.target = promoted.port;
      expect(await reason(cache.set([{ key: 'a', value: bytes('a') }], 60_000))).to.equal('Redis: READONLY');
      expect(await recovery()).to.be.below(1000);
      await cache.replace('b', undefined, bytes('b'), 60_000);
      expect(await promoted.cli('GET', 'b')).to.equal('b');
    } finally {
      await promoted.stop();
    }
  });

  const kinds: [kind: string, start: () => Promise<RedisServer>][] = [
    ['a single server', () => RedisServer.start()],
    ['a cluster', () => startOneNodeCluster(proxy.port)],
  ];
  for (const [kind, start] of kinds) {
    it(`sends nothing twice when ${kind} is lost before it answers`, async () => {
      const lost = await start();
      try {
        proxy.target = lost.port;
        await cache.close();
        const urls = kind === 'a cluster' ? [proxy.url, proxy.url] : [proxy.url];
        cache = new RedisCache({ urls, prefix: '', timeoutMs: TIMEOUT_MS });
        await cache.get(['a']);
        proxy.answersToLose = Infinity;
        await Promise.all([
          failure(cache.replace('a', undefined, bytes('a'), 60_000)),
          failure(cache.set([{ key: 'b', value: bytes('b') }], 60_000)),
        ]);
        proxy.answersToLose = 0;
        await recovery();
        await delay(300);
        expect(await cache.get(['a'])).to.deep.equal([bytes('a')]);
        const statistics = await lost.cli('INFO', 'commandstats');
        expect(statistics)
          .to.include('cmdstat_eval:calls=1,')
          .and.match(/cmdstat_set:calls=2,/);
      } finally {
        await lost.stop();
      }
    });
  }

  it('begins nothing more of a call after one of its commands has failed', async () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `${index}`);
    await cache.get(['a']);
    await server.cli('SET', '500', 'x');
    await server.cli('CONFIG', 'RESETSTAT');
    await server.cli('LPUSH', '40', 'a list');
    expect(await reason(cache.get(keys))).to.equal('Redis: WRONGTYPE');
    await delay(50);
    const calls = /cmdstat_get:calls=(\d+)/.exec(await server.cli('INFO', 'commandstats'))?.[1];
    expect(Number(calls)).to.be.within(41, 41 + 64);
  });
});
