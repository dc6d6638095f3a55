import { RedisCache } from '@contacts-gateway/adapters/redis';
import type { RedisServer } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, CacheRig } from '@contacts-gateway/domain/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReachedRedis } from '../redis/reached-redis.js';

let opened = 0;

/** Makes a server unusable. Answers how to end that. */
type Trouble = (server: RedisServer) => Promise<() => unknown>;

const silent: Trouble = async (server) => {
  server.pause();
  return () => server.resume();
};

/** It answers that nothing is allowed. */
export const forbidding: Trouble = async (server) => {
  await server.cli('ACL', 'SETUSER', 'default', '-@all', '+@connection', '+acl');
  return () => server.cli('ACL', 'SETUSER', 'default', '+@all');
};

/** @param reached - one, or the nodes of a cluster, that all its rigs share, each under a prefix of its own. */
export const redisCache = (
  name: string,
  reached: () => readonly ReachedRedis[],
  trouble: Trouble = silent,
): Adapter<CacheRig> => ({
  name,
  open() {
    // Of a cluster, one is known by name.
    const urls = reached().map(({ proxy: { url } }, at) => (at > 0 ? url.replace('127.0.0.1', 'localhost') : url));
    const prefix = `rig-${(opened += 1)}:`;
    const caches: RedisCache[] = [];
    const beside = (): RedisCache => {
      const cache = new RedisCache({ urls, prefix, timeoutMs: 1000 });
      caches.push(cache);
      return cache;
    };
    let ends: readonly (() => unknown)[] = [];
    const restore = async (): Promise<void> => void (await Promise.all(ends.map((end) => end())));
    return {
      cache: beside(),
      advance: delay,
      beside,
      async cache_unavailable() {
        ends = await Promise.all(reached().map(({ server }) => trouble(server)));
        return restore;
      },
      loseAnswer() {
        for (const { proxy } of reached()) proxy.answersToLose = 1;
      },
      async close() {
        for (const { proxy } of reached()) proxy.answersToLose = 0;
        await restore();
        for (const cache of caches) await cache.close();
      },
    };
  },
});
