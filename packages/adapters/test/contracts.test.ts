import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { cacheContract, contactSourceContract, honours, tokenContract } from '@contacts-gateway/domain/contracts';
import { describeRedis } from './redis/describe-redis.js';
import { startOneNodeCluster } from './redis/one-node-cluster.js';
import { hubSpotContacts } from './rigs/hubspot-contacts.js';
import { memoryCache } from './rigs/memory-cache.js';
import { mockTokens } from './rigs/mock-tokens.js';
import { nangoTokens } from './rigs/nango-tokens.js';
import { redisCache } from './rigs/redis-cache.js';

honours(mockTokens, tokenContract, { describe, it });
honours(nangoTokens, tokenContract, { describe, it });
honours(hubSpotContacts, contactSourceContract, { describe, it });
honours(memoryCache, cacheContract, { describe, it });

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
