import { cacheContract, honours } from '@contacts-gateway/domain/contracts';
import { memoryCache } from '../rigs/memory-cache.js';

honours(memoryCache, cacheContract, { describe, it });
