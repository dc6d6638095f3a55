import { bytes } from './bytes.js';
import { type CacheRig, LONG_MS } from './cache-rig.js';
import type { Contract, Stead } from './contract.js';
import { aFunction, answering, having, type Kind, type Kinds } from './kinds.js';
import { withinTheProcess } from './waiting.js';

const asksNothingOutside: Stead<CacheRig> = {
  title: 'answers before anything outside of its process could',
  async prove({ cache }) {
    await withinTheProcess(async () => {
      await cache.set([{ key: 'a', value: bytes('a') }], LONG_MS);
      await cache.get(['a']);
      await cache.touch(['a'], LONG_MS);
      await cache.replace('a', bytes('a'), bytes('b'), LONG_MS);
      await cache.delete(['a']);
    });
  },
};

export const cacheParts: Contract<CacheRig>['parts'] = {
  cache: 'required',
  advance: 'required',
  beside: asksNothingOutside,
  cache_unavailable: asksNothingOutside,
  loseAnswer: asksNothingOutside,
};

const aCache = having('get', 'set', 'touch', 'delete', 'replace');

const anotherCache: Kind<CacheRig> = {
  title: 'another adapter than cache',
  holds: (value, { cache }) => value !== cache && aCache.holds(value, {}),
};

export const cacheKinds: Kinds<CacheRig> = {
  cache: aCache,
  beside: answering(anotherCache),
  cache_unavailable: answering(aFunction),
};
