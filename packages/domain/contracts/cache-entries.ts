import assert from 'node:assert/strict';
import { bytes, isBytes } from './bytes.js';
import { type CacheRig, LONG_MS } from './cache-rig.js';
import type { Section } from './contract.js';

/** Every pair of them is one that some store might take for the same. */
const ODD_KEYS = [
  ['', ' ', 'a', 'A', 'a ', ' a', 'a:b', 'a/b', 'a.b', '*', '?', '[a]', '{a}', '{a}b', '%61', 'a\nb', 'a\r\nb', 'a\0b'],
  ['é', 'e\u0301', '日本', '🗂', '0', '00', '-1', 'null', 'undefined', '__proto__', 'constructor', 'toString'],
  // What is cut to a byte, or is no Unicode, alone.
  ['\0', '\u0100', 'A\u0000', '\u0141\u0100', '\ud800', '\ud801', '\ufffd'],
  ['x'.repeat(2000), `${'x'.repeat(2000)}y`],
].flat();

/** What is stored, and under which key. */
export const cacheEntries: Section<CacheRig> = {
  title: 'What is stored, and under which key',
  requirements: [
    {
      title: 'answers values in the order of the keys, and undefined for what is absent',
      async prove({ cache }) {
        await cache.set([entry('a'), entry('b')], LONG_MS);
        const [b, never, a, again, ...more] = await cache.get(['b', 'never', 'a', 'b']);
        isBytes(b, bytes('b'), 'the first of four');
        assert.equal(never, undefined, 'a key that was never set has a value');
        isBytes(a, bytes('a'), 'the third of four');
        isBytes(again, bytes('b'), 'the first, asked for once more,');
        assert.equal(more.length, 0, 'there are more answers than keys');
      },
    },
    {
      title: 'answers a thousand keys at once, each with its own value',
      async prove({ cache }) {
        const keys = Array.from({ length: 1000 }, (_, index) => `key-${index}`);
        await cache.set(keys.map(entry), LONG_MS);
        const asked = keys.toReversed();
        const values = await cache.get(asked);
        asked.forEach((key, at) => isBytes(values[at], bytes(key), `the value of ${key}`));
      },
    },
    {
      title: 'gives back every byte as it was',
      async prove({ cache }) {
        const value = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
        await cache.set([{ key: 'a', value }], LONG_MS);
        isBytes((await cache.get(['a']))[0], value.slice(), 'the value');
      },
    },
    {
      title: 'stores of a view its own bytes, not those around it',
      async prove({ cache }) {
        const value = bytes('before, within, after').subarray(8, 14);
        await cache.set([{ key: 'a', value }], LONG_MS);
        isBytes((await cache.get(['a']))[0], bytes('within'), 'the value');
      },
    },
    {
      title: 'takes an empty value for a value',
      async prove({ cache }) {
        for (const key of ['a', '']) {
          await cache.set([{ key, value: new Uint8Array() }], LONG_MS);
          isBytes((await cache.get([key]))[0], new Uint8Array(), 'the empty value');
          assert.deepEqual([...(await cache.touch([key], LONG_MS))], [true], 'a touched empty value did not exist');
        }
      },
    },
    {
      title: 'keeps a value of 4 MiB',
      async prove({ cache }) {
        const value = Uint8Array.from({ length: 4 * 1024 * 1024 }, (_, index) => index % 251);
        await cache.set([{ key: 'a', value }], LONG_MS);
        isBytes((await cache.get(['a']))[0], value, 'the value');
      },
    },
    {
      title: 'takes any text for a key, and no two for the same',
      async prove({ cache }) {
        const valueOf = (key: string): Uint8Array => bytes(`of ${ODD_KEYS.indexOf(key)}`);
        await cache.set(
          ODD_KEYS.map((key) => ({ key, value: valueOf(key) })),
          LONG_MS,
        );
        const values = await cache.get(ODD_KEYS);
        ODD_KEYS.forEach((key, at) =>
          isBytes(values[at], valueOf(key), `the value of ${JSON.stringify(key.slice(0, 20))}`),
        );
      },
    },
    {
      title: 'changes neither what it was given nor what it has given out',
      async prove({ cache }) {
        const given = bytes('first');
        await cache.set([{ key: 'a', value: given }], LONG_MS);
        const [out] = await cache.get(['a']);
        await cache.set([{ key: 'a', value: bytes('other') }], LONG_MS);
        await cache.replace('a', bytes('other'), bytes('third'), LONG_MS);
        await cache.get(['a']);
        await cache.delete(['a']);
        isBytes(given, bytes('first'), 'the value that was handed over');
        isBytes(out, bytes('first'), 'the value that was handed out');
      },
    },
    {
      title: 'has the value that was set last',
      async prove({ cache }) {
        await cache.set([{ key: 'a', value: bytes('a longer one') }], LONG_MS);
        await cache.set([entry('a')], LONG_MS);
        isBytes((await cache.get(['a']))[0], bytes('a'), 'the value');
      },
    },
    {
      title: 'deletes what it is asked to, nothing else, and does not mind what is absent',
      async prove({ cache }) {
        await cache.set(['a', 'b', 'c'].map(entry), LONG_MS);
        await cache.delete(['a', 'never', 'b']);
        const [a, b, c] = await cache.get(['a', 'b', 'c']);
        assert.deepEqual([a, b], [undefined, undefined], 'a deleted entry is still there');
        isBytes(c, bytes('c'), 'the entry that was not deleted');
      },
    },
    {
      title: 'does nothing for no keys',
      async prove({ cache }) {
        await cache.set([entry('a')], LONG_MS);
        assert.equal((await cache.get([])).length, 0, 'getting nothing answered something');
        assert.equal((await cache.touch([], 0)).length, 0, 'touching nothing answered something');
        await cache.set([], LONG_MS);
        await cache.delete([]);
        isBytes((await cache.get(['a']))[0], bytes('a'), 'the entry that was there');
      },
    },
    {
      title: 'has the same entries as another adapter beside it',
      needs: ['beside'],
      async prove({ cache, beside }) {
        const other = await beside();
        await cache.set([entry('a'), entry('b')], LONG_MS);
        isBytes((await other.get(['a']))[0], bytes('a'), 'what was set on one side, on the other,');
        await other.delete(['a']);
        assert.equal((await cache.get(['a']))[0], undefined, 'what was deleted on one side is there on the other');
      },
    },
    {
      title: 'has none of the entries of a cache that it is not beside',
      async prove({ cache }, another) {
        const { cache: other } = await another();
        await cache.set([entry('a')], LONG_MS);
        assert.equal((await other.get(['a']))[0], undefined, 'what was set in one is there in the other');
        await other.delete(['a']);
        isBytes((await cache.get(['a']))[0], bytes('a'), 'what was deleted in the other');
      },
    },
  ],
};

function entry(key: string): { readonly key: string; readonly value: Uint8Array } {
  return { key, value: bytes(key) };
}
