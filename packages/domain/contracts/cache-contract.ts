import { cacheEntries } from './cache-entries.js';
import { cacheFailing } from './cache-failures.js';
import { cacheLifetimes } from './cache-lifetimes.js';
import { cacheReplacements } from './cache-replacements.js';
import type { CacheRig } from './cache-rig.js';
import { cacheKinds, cacheParts } from './cache-steads.js';
import type { Contract } from './contract.js';

export type { CacheRig } from './cache-rig.js';

export const cacheContract: Contract<CacheRig> = {
  port: 'CachePort',
  sections: [cacheEntries, cacheLifetimes, cacheReplacements, cacheFailing],
  parts: cacheParts,
  kinds: cacheKinds,
};
