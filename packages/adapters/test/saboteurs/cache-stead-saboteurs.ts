import type { CacheRig } from '@contacts-gateway/domain/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import type { Saboteurs } from './saboteur.js';
import { doing } from './spoiled-cache.js';

const isElsewhere = {
  'is asked beyond its process': doing((cache) => ({
    get: async (keys) => {
      await delay(1);
      return cache.get(keys);
    },
  })),
};

/** By the part that an adapter says it cannot have: adapters of which that is not true. */
export const cacheSteadSaboteurs: Saboteurs<CacheRig> = {
  beside: isElsewhere,
  cache_unavailable: isElsewhere,
  loseAnswer: isElsewhere,
};
