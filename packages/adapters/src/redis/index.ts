export { redisClient } from './redis-client.js';
export { RedisCache } from './redis-cache.js';
export type { RedisCacheOptions } from './redis-options.js';
export { RedisStarts } from './redis-starts.js';
