import assert from 'node:assert/strict';
import { bytes } from './bytes.js';
import { type CacheRig, LONG_MS } from './cache-rig.js';
import type { Contract, Stead } from './contract.js';
import { delay } from './waiting.js';

/** Whatever is asked of something beyond the process is answered later than a timer that is due at once. */
const asksNothingOutside: Stead<CacheRig> = {
  title: 'answers before anything outside of its process could',
  async prove({ cache }) {
    let isLate = false;
    const due = delay(0).then(() => (isLate = true));
    await cache.set([{ key: 'a', value: bytes('a') }], LONG_MS);
    await cache.get(['a']);
    await cache.touch(['a'], LONG_MS);
    await cache.replace('a', bytes('a'), bytes('b'), LONG_MS);
    await cache.delete(['a']);
    assert.equal(isLate, false, 'it waits for something, which may be shared, and may fail');
    await due;
  },
};

export const cacheParts: Contract<CacheRig>['parts'] = {
  cache: 'required',
  advance: 'required',
  beside: asksNothingOutside,
  cache_unavailable: asksNothingOutside,
};
