import { MemoryCache } from '@contacts-gateway/adapters/memory';
import type { CachePort } from '@contacts-gateway/domain';
import { cachePrefix } from '../config/cache-prefix.js';
import type { Config } from '../config/config.js';

/** Memory has nothing to close. */
export type ClosableCache = CachePort & { close?(): Promise<void> };

/** Redis where it is configured; its library is loaded only then. */
export async function createCache(config: Config): Promise<ClosableCache> {
  if (config.redisUrls.length === 0) return new MemoryCache();
  const { RedisCache } = await import('@contacts-gateway/adapters/redis');
  return new RedisCache({ urls: config.redisUrls, prefix: cachePrefix(config) });
}
