import assert from 'node:assert/strict';
import type { CacheEntry } from '@contacts-gateway/domain';
import { bytes, isBytes } from './bytes.js';
import { type CacheRig, LONG_MS } from './cache-rig.js';
import type { Section } from './contract.js';
import { failureOf } from './failure.js';

const SHORT_MS = 500;
/** Some time before SHORT_MS is over, so that a rig that waits may be late; and some time after. */
const BEFORE_MS = 150;
const AFTER_MS = 400;

const a = { key: 'a', value: bytes('a') };
const b = { key: 'b', value: bytes('b') };
const c = { key: 'c', value: bytes('c') };

/** For how long entries live. All times are milliseconds. */
export const cacheLifetimes: Section<CacheRig> = {
  title: 'For how long entries live',
  requirements: [
    {
      title: 'keeps an entry for its time to live, in milliseconds, and no longer',
      async prove({ cache, advance }) {
        await cache.set([a], SHORT_MS);
        await advance(BEFORE_MS);
        isBytes((await cache.get(['a']))[0], a.value, `after ${BEFORE_MS} of ${SHORT_MS} ms the entry`);
        await advance(AFTER_MS);
        assert.equal((await cache.get(['a']))[0], undefined, 'it outlived its time');
      },
    },
    {
      title: 'loses with what has expired nothing that has not',
      async prove({ cache, advance }) {
        await cache.set([a], SHORT_MS);
        await cache.set([b], LONG_MS);
        await advance(BEFORE_MS + AFTER_MS);
        await cache.set([c], LONG_MS);
        const [expired, longer, later] = await cache.get(['a', 'b', 'c']);
        assert.equal(expired, undefined, 'what has expired is there');
        isBytes(longer, b.value, 'what lives longer');
        isBytes(later, c.value, 'what was set afterwards');
      },
    },
    {
      title: 'does not answer what was there before a value that it has no room for',
      async prove({ cache }) {
        await cache.set([{ key: 'a', value: bytes('before') }], LONG_MS);
        const large = new Uint8Array(9 * 2 ** 20);
        const failure = await failureOf(cache.set([{ key: 'a', value: large }], LONG_MS));
        const [value] = await cache.get(['a']);
        assert.ok(failure || value === undefined || value.length === large.length, 'it answers what was there before');
      },
    },
    {
      title: 'has room again where something has expired, and takes none for what lives no time',
      async prove({ cache, advance }) {
        // Never more than 7 MiB at a time.
        await cache.set(mebibytes('lasting', 1), LONG_MS);
        await cache.set(mebibytes('short', 3), SHORT_MS);
        await cache.set(mebibytes('longer', 3), 2 * SHORT_MS);
        await advance(BEFORE_MS + AFTER_MS);
        await cache.set(mebibytes('in place of what was short', 3), LONG_MS);
        await advance(BEFORE_MS + AFTER_MS);
        await cache.set(mebibytes('in place of what was longer', 3), LONG_MS);
        for (const ttlMs of [0, -1]) await cache.set(mebibytes('of no time', 3), ttlMs);
        const living = ['lasting 1', 'in place of what was short 1', 'in place of what was longer 1'];
        const values = await cache.get(living);
        const lost = living.filter((_, at) => values[at] === undefined);
        assert.deepEqual(lost, [], 'of 7 MiB that are to live some are lost');
      },
    },
    {
      title: 'takes times that are no whole milliseconds, however short or long',
      async prove({ cache, advance }) {
        for (const ttlMs of [LONG_MS + 0.3, 1e300, Infinity]) {
          await cache.set([a], ttlMs);
          assert.deepEqual([...(await cache.touch(['a'], ttlMs))], [true], `what was set for ${ttlMs} ms is absent`);
          assert.equal(
            await cache.replace('a', a.value, b.value, ttlMs),
            true,
            `what was touched for ${ttlMs} ms is absent`,
          );
          isBytes((await cache.get(['a']))[0], b.value, `what was replaced for ${ttlMs} ms`);
        }
        await cache.set([a], 0.3);
        await advance(10);
        assert.equal((await cache.get(['a']))[0], undefined, 'what was set for 0.3 ms is there after 10');
      },
    },
    {
      title: 'gives an entry that is set again its new time to live',
      async prove({ cache, advance }) {
        await cache.set([a], SHORT_MS);
        await cache.set([a], LONG_MS);
        await cache.set([b], LONG_MS);
        await cache.set([b], SHORT_MS);
        await advance(BEFORE_MS + AFTER_MS);
        const [prolonged, shortened] = await cache.get(['a', 'b']);
        isBytes(prolonged, a.value, 'the entry with the longer new time');
        assert.equal(shortened, undefined, 'the entry with the shorter new time outlived it');
      },
    },
    {
      title: 'gives what is touched a new time to live, and leaves its value',
      async prove({ cache, advance }) {
        await cache.set([a], SHORT_MS);
        await cache.set([b], LONG_MS);
        await cache.touch(['a'], LONG_MS);
        await cache.touch(['b'], SHORT_MS);
        await advance(BEFORE_MS + AFTER_MS);
        const [prolonged, shortened] = await cache.get(['a', 'b']);
        isBytes(prolonged, a.value, 'the entry that was touched for longer');
        assert.equal(shortened, undefined, 'the entry that was touched for shorter outlived it');
      },
    },
    {
      title: 'says in the order of the keys what it touched existed, and makes nothing of what did not',
      async prove({ cache, advance }) {
        await cache.set([a], SHORT_MS);
        await cache.set([b, c], LONG_MS);
        await advance(BEFORE_MS + AFTER_MS);
        const existed = await cache.touch(['c', 'never', 'b', 'a'], LONG_MS);
        assert.deepEqual(
          [...existed],
          [true, false, true, false],
          'of present, absent, present, expired it says otherwise',
        );
        assert.deepEqual([...(await cache.get(['never', 'a']))], [undefined, undefined], 'an absent entry came to be');
      },
    },
    {
      title: 'stores nothing for a time to live of 0 or less, and removes what was there',
      async prove({ cache }) {
        for (const ttlMs of [0, -1, -0.5, -Infinity]) {
          await cache.set([a, b, c], LONG_MS);
          await cache.set([a], ttlMs);
          const existed = await cache.touch(['b', 'never'], ttlMs);
          assert.deepEqual([...existed], [true, false], `touched for ${ttlMs} ms, it does not say what existed`);
          assert.equal(await cache.replace('c', c.value, a.value, ttlMs), true, `for ${ttlMs} ms it replaced nothing`);
          const left = await cache.get(['a', 'b', 'c']);
          const kept = ['set', 'touched', 'replaced'].filter((_, at) => left[at] !== undefined);
          assert.deepEqual(kept, [], `what was stored for ${ttlMs} ms is there`);
        }
      },
    },
    {
      title: 'gives what it replaces the new time to live, and leaves that of what it does not',
      async prove({ cache, advance }) {
        await cache.set([a, c], SHORT_MS);
        await cache.set([b], LONG_MS);
        await cache.replace('a', a.value, bytes('A'), LONG_MS);
        await cache.replace('b', b.value, bytes('B'), SHORT_MS);
        await cache.replace('c', bytes('not c'), bytes('C'), LONG_MS);
        await cache.set([{ key: 'renewed', value: a.value }], SHORT_MS);
        await cache.replace('renewed', a.value, a.value, LONG_MS);
        await advance(BEFORE_MS + AFTER_MS);
        const [prolonged, shortened, refused, renewed] = await cache.get(['a', 'b', 'c', 'renewed']);
        isBytes(renewed, a.value, 'the entry that was replaced by the same bytes for longer');
        isBytes(prolonged, bytes('A'), 'the entry that was replaced for longer');
        assert.equal(shortened, undefined, 'the entry that was replaced for shorter outlived it');
        assert.equal(refused, undefined, 'a replacement that failed prolonged the entry');
      },
    },
    {
      title: 'takes an expired entry for an absent one when it replaces',
      async prove({ cache, advance }) {
        await cache.set([a, b], SHORT_MS);
        await advance(BEFORE_MS + AFTER_MS);
        assert.equal(await cache.replace('a', a.value, c.value, LONG_MS), false, 'it replaced what had expired');
        assert.equal(
          await cache.replace('b', undefined, c.value, LONG_MS),
          true,
          'it took what had expired for present',
        );
      },
    },
  ],
};

function mebibytes(name: string, count: number): readonly CacheEntry[] {
  return Array.from({ length: count }, (_, at) => ({ key: `${name} ${at + 1}`, value: new Uint8Array(1024 * 1024) }));
}
