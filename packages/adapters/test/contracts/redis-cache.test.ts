import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { cacheContract, honours } from '@contacts-gateway/domain/contracts';
import { describeRedis } from '../redis/describe-redis.js';
import { type ReachedRedis, startReached } from '../redis/reached-redis.js';
import { startTwoNodeCluster } from '../redis/two-node-cluster.js';
import { forbidding, redisCache } from '../rigs/redis-cache.js';

describeRedis('with a Redis', () => {
  let single: ReachedRedis;
  let cluster: readonly ReachedRedis[];

  before(async () => {
    [single, cluster] = await Promise.all([startReached(() => RedisServer.start()), startTwoNodeCluster()]);
  });
  after(async () => {
    await Promise.all([single, ...cluster].map((each) => each.stop()));
  });

  honours(
    redisCache('RedisCache', () => [single]),
    cacheContract,
    { describe, it },
  );
  honours(
    redisCache('RedisCache that is allowed nothing', () => [single], forbidding),
    cacheContract,
    { describe, it },
  );
  honours(
    redisCache('RedisCache on a cluster', () => cluster),
    cacheContract,
    { describe, it },
  );
});
