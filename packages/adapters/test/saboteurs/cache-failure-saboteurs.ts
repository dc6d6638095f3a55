import { CacheUnavailable } from '@contacts-gateway/domain';
import type { CacheRig } from '@contacts-gateway/domain/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import type { Saboteurs } from './saboteur.js';
import { doing } from './spoiled-cache.js';

const again = <T>(ask: () => Promise<T>): Promise<T> =>
  ask().catch(async () => {
    // By then it is connected again.
    await delay(500);
    return await ask();
  });

export const failureSaboteurs: Saboteurs<CacheRig> = {
  'fails with cache_unavailable, and soon, whatever it is asked': {
    'takes a failure for absence': doing((cache) => ({ get: (keys) => cache.get(keys).catch(() => []) })),
    'takes a failure for a refused replacement': doing((cache) => ({
      replace: (...change) => cache.replace(...change).catch(() => false),
    })),
    'throws what is no error of the port': doing((cache) => ({
      delete: (keys) => cache.delete(keys).catch(() => Promise.reject(new Error('connection is closed'))),
    })),
  },
  'can be used again, and soon, once what was wrong is over': {
    'is out of use for good once it has failed': doing((cache) => {
      let failure: unknown;
      return {
        get: async (keys) => {
          if (failure !== undefined) throw failure;
          return await cache.get(keys).catch((error: unknown) => {
            failure = error;
            throw error;
          });
        },
      };
    }),
  },
  'never says that nothing was there to replace, or to remove, when it was and the answer was lost': {
    'replaces once more': doing((cache) => ({
      replace: (...change) => again(() => cache.replace(...change)),
    })),
    'touches once more': doing((cache) => ({
      touch: (...change) => again(() => cache.touch(...change)),
    })),
  },
  'shows neither a key nor a value in cache_unavailable': {
    'shows the command in a cause': doing((cache) => ({
      get: (keys) =>
        cache
          .get(keys)
          .catch(() => Promise.reject(new CacheUnavailable({ cause: new Error(`GET ${keys.join(' ')}`) }))),
    })),
    'shows values in a property': doing((cache) => ({
      set: (entries, ttlMs) =>
        cache.set(entries, ttlMs).catch((error: unknown) => {
          const args = entries.map(({ value }) => new TextDecoder().decode(value));
          throw Object.assign(error as object, { command: { name: 'set', args } });
        }),
    })),
  },
};
