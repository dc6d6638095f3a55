import { RedisCache } from '@contacts-gateway/adapters/redis';
import type { RedisServer } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, CacheRig } from '@contacts-gateway/domain/contracts';
import { setTimeout as delay } from 'node:timers/promises';

let opened = 0;

/** @param servers - one, or the nodes of a cluster, that all its rigs share, each under a prefix of its own. */
export const redisCache = (name: string, servers: () => readonly RedisServer[]): Adapter<CacheRig> => ({
  name,
  open() {
    // Of a cluster, one is known by name.
    const urls = servers().map(({ url }, at) => (at > 0 ? url.replace('127.0.0.1', 'localhost') : url));
    const prefix = `rig-${(opened += 1)}:`;
    const caches: RedisCache[] = [];
    const beside = (): RedisCache => {
      const cache = new RedisCache({ urls, prefix, timeoutMs: 1000 });
      caches.push(cache);
      return cache;
    };
    const resume = (): void => servers().forEach((server) => server.resume());
    return {
      cache: beside(),
      advance: delay,
      beside,
      cache_unavailable() {
        for (const server of servers()) server.pause();
        return resume;
      },
      async close() {
        resume();
        for (const cache of caches) await cache.close();
      },
    };
  },
});
