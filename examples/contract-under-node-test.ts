import { cacheContract, honours } from '@contacts-gateway/domain/contracts';
import { describe, it } from 'node:test';
import { memoryCache } from './memory-cache.js';

honours(memoryCache, cacheContract, { describe, it });
