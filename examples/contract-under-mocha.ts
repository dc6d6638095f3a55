import { cacheContract, honours } from '@contacts-gateway/domain/contracts';
import { describe, it } from 'mocha';
import { memoryCache } from './memory-cache.js';

honours(memoryCache, cacheContract, { describe, it });
