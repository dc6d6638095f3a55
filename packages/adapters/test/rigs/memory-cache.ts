import { MemoryCache } from '@contacts-gateway/adapters/memory';
import type { Adapter, CacheRig } from '@contacts-gateway/domain/contracts';

const memoryCacheOf = (name: string, maxBytes?: number): Adapter<CacheRig> => ({
  name,
  open() {
    let time = 0;
    return {
      cache: new MemoryCache({ ...(maxBytes && { maxBytes }), now: () => time }),
      advance(ms) {
        time += ms;
      },
    };
  },
  cannot: {
    beside: 'it is the memory of one process',
    cache_unavailable: 'memory does not fail',
    loseAnswer: 'its answers are not sent',
  },
});

export const memoryCache = memoryCacheOf('MemoryCache');

/** No more than the contract needs. */
export const narrowMemoryCache = memoryCacheOf('MemoryCache that has room for 8 MiB', 8 * 1024 * 1024);
