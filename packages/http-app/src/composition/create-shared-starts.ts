import type { RedisStarts } from '@contacts-gateway/adapters/redis';
import { cachePrefix } from '../config/cache-prefix.js';
import type { Config } from '../config/config.js';

/** In Redis, where it is configured; otherwise there is nothing to share. */
export async function createSharedStarts(config: Config): Promise<RedisStarts | undefined> {
  if (config.redisUrls.length === 0) return undefined;
  const { RedisStarts } = await import('@contacts-gateway/adapters/redis');
  return new RedisStarts({ urls: config.redisUrls, prefix: cachePrefix(config) });
}
