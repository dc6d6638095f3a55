import { cacheContract, honours } from '@contacts-gateway/domain/contracts';
import { memoryCache, narrowMemoryCache } from '../rigs/memory-cache.js';

honours(memoryCache, cacheContract, { describe, it });
honours(narrowMemoryCache, cacheContract, { describe, it });
