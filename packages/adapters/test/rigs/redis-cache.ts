import { RedisCache } from '@contacts-gateway/adapters/redis';
import type { RedisServer } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, CacheRig } from '@contacts-gateway/domain/contracts';
import { setTimeout as delay } from 'node:timers/promises';

let opened = 0;

/**
 * @param server - one that all its rigs share, each under a prefix of its own.
 * @param nodes - how many URLs it is given: more than one stand for a cluster.
 */
export const redisCache = (name: string, server: () => RedisServer, nodes = 1): Adapter<CacheRig> => ({
  name,
  open() {
    const { url } = server();
    const prefix = `rig-${(opened += 1)}:`;
    const caches: RedisCache[] = [];
    const beside = (): RedisCache => {
      const cache = new RedisCache({ urls: Array.from({ length: nodes }, () => url), prefix, timeoutMs: 1000 });
      caches.push(cache);
      return cache;
    };
    return {
      cache: beside(),
      advance: delay,
      beside,
      cache_unavailable: () => server().pause(),
      async close() {
        server().resume();
        for (const cache of caches) await cache.close();
      },
    };
  },
});
