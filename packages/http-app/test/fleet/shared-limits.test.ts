import { RedisCluster, RedisServer } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { type Running, startRunning, stopLeftRunning } from '../running-service.js';
import { describeRedis } from './describe-redis.js';

const withKey = (key: string): RequestInit => ({ headers: { 'x-api-key': key } });

async function statusesOf(instances: readonly Running[], count: number, key: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let asked = 0; asked < count; asked += 1) {
    const { status } = await instances[asked % instances.length]!.get('/contacts?limit=1', withKey(key));
    statuses.push(status);
  }
  return statuses;
}

const countOf = (statuses: readonly number[], status: number): number =>
  statuses.filter((each) => each === status).length;

describeRedis('limits of a fleet', function () {
  this.timeout(60_000);
  let redis: RedisServer;
  beforeEach(async () => (redis = await RedisServer.start()));
  afterEach(async () => {
    await stopLeftRunning();
    await redis.stop();
  });

  const startTwo = async (redisUrl = redis.url): Promise<Running[]> => {
    const environment = {
      API_KEYS: 'right-key,other-key',
      REDIS_URL: redisUrl,
      RATE_LIMIT_PER_MINUTE: '20',
      FAILED_KEYS_PER_MINUTE: '10',
    };
    const first = await startRunning(environment);
    const instances = [first, await startRunning({ ...environment, ...first.sandbox.environment })];
    for (const instance of instances) await instance.get('/contacts', withKey('other-key'));
    return instances;
  };

  it('are shared through Redis', async () => {
    const instances = await startTwo();
    expect(countOf(await statusesOf(instances, 30, 'right-key'), 200)).to.equal(20);
    expect(countOf(await statusesOf(instances, 30, 'wrong-key'), 401)).to.equal(10);
  });

  it('are shared through a Redis Cluster', async () => {
    const cluster = await RedisCluster.start();
    try {
      const instances = await startTwo(cluster.urls.join());
      expect(countOf(await statusesOf(instances, 30, 'right-key'), 200)).to.equal(20);
    } finally {
      await stopLeftRunning();
      await cluster.stop();
    }
  });

  it('are each instance’s own while Redis is away: nobody is refused for that, and nobody waits', async () => {
    const instances = await startTwo();
    await redis.kill();
    const since = performance.now();
    const [right, wrong] = [await statusesOf(instances, 60, 'right-key'), await statusesOf(instances, 60, 'wrong-key')];
    expect([countOf(right, 200), countOf(right, 429)]).to.deep.equal([40, 20]);
    expect([countOf(wrong, 401), countOf(wrong, 429)]).to.deep.equal([20, 40]);
    expect(performance.now() - since).to.be.below(3000);
  });

  it('keep nobody waiting for a Redis that hangs', async () => {
    const instances = await startTwo();
    redis.pause();
    const since = performance.now();
    expect(countOf(await statusesOf(instances, 10, 'right-key'), 200)).to.equal(10);
    expect(performance.now() - since).to.be.below(3000);
    redis.resume();
  });

  it('leave in Redis no key and no address', async () => {
    const instances = await startTwo();
    await statusesOf(instances, 4, 'right-key');
    await statusesOf(instances, 4, 'wrong-key');
    const names = (await redis.cli('--scan', '--pattern', 'cg:*limit:*'))
      .split('\n')
      .map((name) => name.split(':limit:')[1]);
    expect(names.filter((name) => /^key:#[12]$/.test(name!))).to.have.length(2);
    expect(names.filter((name) => /^failed-keys:[\da-f]{3}$/.test(name!))).to.have.length(1);
    expect(names).to.have.length(3);
  });
});
