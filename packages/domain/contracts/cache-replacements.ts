import assert from 'node:assert/strict';
import type { CachePort } from '@contacts-gateway/domain';
import { bytes, isBytes } from './bytes.js';
import { type CacheRig, LONG_MS } from './cache-rig.js';
import type { Section } from './contract.js';

const CALLERS = 30;
const mine = bytes('mine');
const yours = bytes('your');
const empty = new Uint8Array();

/** `replace`, which takes, renews and gives back a lease, and moves a head. */
export const cacheReplacements: Section<CacheRig> = {
  title: 'How entries are replaced',
  requirements: [
    {
      title: 'replaces what is expected, by its bytes, and says that it did',
      async prove({ cache }) {
        await cache.set([{ key: 'a', value: mine }], LONG_MS);
        assert.equal(await cache.replace('a', bytes('mine'), yours, LONG_MS), true, 'it refused the very bytes');
        isBytes((await cache.get(['a']))[0], yours, 'the value that replaced the other');
      },
    },
    {
      title: 'leaves what is not expected, and says so',
      async prove({ cache }) {
        await cache.set([{ key: 'a', value: mine }], LONG_MS);
        for (const [what, expected] of [
          ['bytes of the same length', yours],
          ['the first bytes', bytes('min')],
          ['more bytes', bytes('mine!')],
          ['no bytes', empty],
          ['absence', undefined],
        ] as const) {
          assert.equal(await cache.replace('a', expected, yours, LONG_MS), false, `it took ${what} for the value`);
          isBytes((await cache.get(['a']))[0], mine, `when ${what} had been expected, the value`);
        }
        assert.equal(await cache.replace('b', mine, yours, LONG_MS), false, 'it replaced what is absent');
        assert.equal((await cache.get(['b']))[0], undefined, 'a replacement that failed stored its value');
      },
    },
    {
      title: 'compares bytes, not the texts that they may stand for',
      async prove({ cache }) {
        await cache.set([{ key: 'a', value: Uint8Array.of(0xfe, 1) }], LONG_MS);
        for (const other of [Uint8Array.of(0xe1, 1), Uint8Array.of(0xff, 1)])
          assert.equal(await cache.replace('a', other, mine, LONG_MS), false, 'it took other bytes for the value');
        const isTaken = await cache.replace('a', Uint8Array.of(0xfe, 1), mine, LONG_MS);
        assert.equal(isTaken, true, 'it refused the very bytes');
      },
    },
    {
      title: 'takes undefined for absence, on either side of a replacement',
      async prove({ cache }) {
        assert.equal(await cache.replace('a', undefined, mine, LONG_MS), true, 'it did not store where nothing was');
        isBytes((await cache.get(['a']))[0], mine, 'what was stored where nothing was');
        assert.equal(await cache.replace('a', mine, undefined, LONG_MS), true, 'it did not remove what was expected');
        assert.equal((await cache.get(['a']))[0], undefined, 'what was replaced by absence is still there');
        assert.equal(await cache.replace('a', undefined, undefined, LONG_MS), true, 'absence is not as expected');
        assert.equal((await cache.get(['a']))[0], undefined, 'absence replaced by absence is a value');
      },
    },
    {
      title: 'tells an empty value from absence when it replaces',
      async prove({ cache }) {
        assert.equal(await cache.replace('a', empty, mine, LONG_MS), false, 'it took absence for an empty value');
        assert.equal(await cache.replace('a', undefined, empty, LONG_MS), true, 'it did not store an empty value');
        isBytes((await cache.get(['a']))[0], empty, 'the empty value that was stored');
        assert.equal(await cache.replace('a', undefined, mine, LONG_MS), false, 'it took an empty value for absence');
        assert.equal(await cache.replace('a', empty, mine, LONG_MS), true, 'it did not replace an empty value');
      },
    },
    {
      title: 'lets one of many win that replace the same entry at once',
      async prove({ cache }) {
        await oneWins([cache]);
      },
    },
    {
      title: 'loses no step of many that count at once',
      async prove({ cache }) {
        await cache.set([{ key: 'count', value: bytes('0') }], LONG_MS);
        await Promise.all(Array.from({ length: CALLERS }, () => countOneUp(cache)));
        isBytes((await cache.get(['count']))[0], bytes(String(CALLERS)), `the count of ${CALLERS} callers`);
      },
    },
    {
      title: 'lets one of many win also when they ask adapters beside each other',
      needs: ['beside'],
      async prove({ cache, beside }) {
        await oneWins([await beside(), cache]);
      },
    },
  ],
};

async function oneWins(caches: readonly CachePort[]): Promise<void> {
  for (const expected of [undefined, mine]) {
    if (expected) await caches[0]?.set([{ key: 'lease', value: expected }], LONG_MS);
    const callers = Array.from({ length: CALLERS }, (_, index) => ({
      cache: caches[index % caches.length]!,
      next: bytes(`caller ${index}`),
    }));
    const answers = await Promise.all(
      callers.map(({ cache, next }) => cache.replace('lease', expected, next, LONG_MS)),
    );
    const winners = callers.filter((_, index) => answers[index]);
    assert.equal(winners.length, 1, `${winners.length} of ${CALLERS} callers were told that they won`);
    isBytes((await caches[0]!.get(['lease']))[0], winners[0]!.next, 'the value of the winner');
  }
}

async function countOneUp(cache: CachePort): Promise<void> {
  for (let attempt = 0; attempt <= CALLERS; attempt += 1) {
    const [current] = await cache.get(['count']);
    const next = bytes(String(Number(new TextDecoder().decode(current)) + 1));
    if (await cache.replace('count', current, next, LONG_MS)) return;
  }
  assert.fail('a caller lost more often than there are others');
}
