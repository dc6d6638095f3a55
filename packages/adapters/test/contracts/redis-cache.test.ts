import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { cacheContract, honours } from '@contacts-gateway/domain/contracts';
import { describeRedis } from '../redis/describe-redis.js';
import { startOneNodeCluster } from '../redis/one-node-cluster.js';
import { redisCache } from '../rigs/redis-cache.js';

describeRedis('with a Redis', () => {
  let single: RedisServer;
  let cluster: RedisServer;

  before(async () => {
    [single, cluster] = await Promise.all([RedisServer.start(), startOneNodeCluster()]);
  });
  after(async () => {
    await Promise.all([single.stop(), cluster.stop()]);
  });

  honours(
    redisCache('RedisCache', () => single),
    cacheContract,
    { describe, it },
  );
  honours(
    redisCache('RedisCache on a cluster', () => cluster, 2),
    cacheContract,
    { describe, it },
  );
});
