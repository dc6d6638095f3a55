import { cachePrefix } from '../config/cache-prefix.js';
import type { Config } from '../config/config.js';
import type { RateLimits } from '../middleware/rate-limits.js';

const CONNECT_MS = 2000;
/** A Redis that is silent for so long is away: who waits for it here is a caller. */
const SILENCE_MS = 250;

export type ClosableLimits = RateLimits & { close?(): void };

/** Without keys there are none, and their library is not loaded; with Redis a fleet shares them, on a connection that carries nothing large. */
export async function createLimits(config: Config): Promise<ClosableLimits> {
  const { requestsPerKey, failedKeys } = config.limitsPerMinute;
  if (config.apiKeys.length === 0) return {};
  const { RateLimit } = await import('../limits/rate-limit.js');
  const redis = await redisFor(config);
  const shared = redis && { shared: { client: redis, prefix: cachePrefix(config) } };
  return {
    ...(requestsPerKey > 0 && { requests: new RateLimit({ name: 'key', perMinute: requestsPerKey, ...shared }) }),
    ...(failedKeys > 0 && { failures: new RateLimit({ name: 'failed-keys', perMinute: failedKeys, ...shared }) }),
    close: () => redis?.disconnect(),
  };
}

async function redisFor({ redisUrls, limitsPerMinute }: Config) {
  if (redisUrls.length === 0 || Object.values(limitsPerMinute).every((limit) => limit === 0)) return undefined;
  const { redisClient } = await import('@contacts-gateway/adapters/redis');
  // That Redis is away the cache says.
  return redisClient(redisUrls, CONNECT_MS, SILENCE_MS).on('error', () => undefined);
}
