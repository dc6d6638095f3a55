import { MemoryCache } from '@contacts-gateway/adapters/memory';
import type { Adapter, CacheRig } from '@contacts-gateway/domain/contracts';

/** Put your own cache in the place of ours. */
export const memoryCache: Adapter<CacheRig> = {
  name: 'MemoryCache',
  open() {
    let time = 0;
    return { cache: new MemoryCache({ now: () => time }), advance: (ms) => void (time += ms) };
  },
  cannot: {
    beside: 'it is the memory of one process',
    cache_unavailable: 'memory does not fail',
    loseAnswer: 'its answers are not sent',
  },
};
