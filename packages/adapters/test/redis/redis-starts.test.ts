import { RedisStarts } from '@contacts-gateway/adapters/redis';
import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { CacheUnavailable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { rejection } from '../rejection.js';
import { describeRedis } from './describe-redis.js';
import { startOneNodeCluster } from './one-node-cluster.js';

const one = { limit: 1, windowMs: 10_000, gapMs: 0, leadMs: 0 };

describeRedis('RedisStarts', () => {
  let server: RedisServer;
  let opened: RedisStarts[];

  before(async () => {
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    opened = [];
    await server.cli('FLUSHALL');
  });

  afterEach(async () => {
    for (const starts of opened) await starts.close();
  });

  after(async () => await server.stop());

  const open = (prefix = 'test:', urls = [server.url]): RedisStarts => {
    const starts = new RedisStarts({ urls, prefix, timeoutMs: 500 });
    opened.push(starts);
    return starts;
  };

  /** The starts in the log, in milliseconds. */
  const logged = async (quota: string): Promise<number[]> => {
    const lines = (await server.cli('ZRANGE', `test:starts:${quota}`, '0', '-1', 'WITHSCORES')).split('\n');
    return lines.filter((_, at) => at % 2 === 1).map(Number);
  };

  it('never has more starts than the limit within a window, whoever asks for them and how', async () => {
    const instances = [open(), open(), open()];
    const asked = fc.record({
      by: fc.nat(2),
      gapMs: fc.constantFrom(0, 0, 0, 700.5),
      leadMs: fc.constantFrom(0, 0, 0, 300),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 2000, max: 3000 }),
        fc.array(asked, { minLength: 1, maxLength: 30 }),
        async (limit, windowMs, all) => {
          const quota = `${(run += 1)}`;
          await Promise.all(all.map(({ by, ...how }) => instances[by]!.next(quota, { limit, windowMs, ...how })));
          const starts = await logged(quota);
          expect(starts).to.have.length(all.length);
          for (const [at, start] of starts.entries()) {
            const within = starts.slice(0, at + 1).filter((other) => other > start - windowMs).length;
            expect(within).to.be.at.most(limit);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says how long it is to the start, and how many start within the window', async () => {
    const starts = open();
    const two = { ...one, limit: 2 };
    expect(await starts.next('requests', two)).to.deep.equal({ waitMs: 0, inWindow: 1 });
    expect(await starts.next('requests', two)).to.deep.include({ inWindow: 2 });
    const third = await starts.next('requests', two);
    expect(third.waitMs).to.be.within(9000, 10_000);
    expect(third.inWindow).to.equal(2);
    const late = await starts.next('requests', { ...two, limit: Infinity, leadMs: 25_000 });
    expect(late.waitMs).to.be.within(24_999, 25_001);
    expect(late.inWindow).to.equal(1);
  });

  it('keeps quotas apart, and accounts', async () => {
    const [ours, theirs] = [open(), open('theirs:')];
    await ours.next('requests', one);
    for (const [starts, quota] of [
      [ours, 'searches'],
      [theirs, 'requests'],
    ] as const) {
      expect((await starts.next(quota, one)).waitMs).to.equal(0);
    }
  });

  it('keeps starts apart by the gap', async () => {
    const starts = open();
    await starts.next('requests', one);
    const { waitMs } = await starts.next('requests', { ...one, limit: 100, gapMs: 2500 });
    expect(waitMs).to.be.within(2000, 2500);
  });

  it('keeps no start longer than it matters', async () => {
    const starts = open();
    await starts.next('requests', { ...one, windowMs: 400 });
    expect(Number(await server.cli('PTTL', 'test:starts:requests'))).to.be.within(1, 400);
  });

  it('begins anew when the clock of Redis was set far back', async () => {
    await server.cli('ZADD', 'test:starts:requests', `${Date.now() + 600_000}`, 'ahead');
    expect(await open().next('requests', one)).to.deep.equal({ waitMs: 0, inWindow: 1 });
  });

  it('asks one key of a cluster', async () => {
    const cluster = await startOneNodeCluster();
    try {
      const starts = open('test:', [cluster.url, cluster.url]);
      await starts.next('requests', one);
      expect((await starts.next('requests', one)).waitMs).to.be.within(9000, 10_000);
    } finally {
      await cluster.stop();
    }
  });

  it('says that Redis is away', async () => {
    expect(await rejection(open('test:', ['redis://127.0.0.1:1']).next('requests', one))).to.be.instanceOf(
      CacheUnavailable,
    );
  });
});
