import { MemoryCache } from '@contacts-gateway/adapters/memory';
import type { CacheRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { doing, spoiled } from './spoiled-cache.js';

/** One that keeps other values than it is given, or under other keys. */
const storing = (value: (value: Uint8Array) => Uint8Array, keyOf = (key: string): string => key) =>
  doing((cache) => ({
    get: (keys) => cache.get(keys.map(keyOf)),
    set: (entries, ttlMs) =>
      cache.set(
        entries.map((entry) => ({ key: keyOf(entry.key), value: value(entry.value) })),
        ttlMs,
      ),
  }));

const underKeys = (keyOf: (key: string) => string) => storing((value) => value, keyOf);

const ofAll = new MemoryCache();

export const entrySaboteurs: Saboteurs<CacheRig> = {
  'answers values in the order of the keys, and undefined for what is absent': {
    'answers in the order of storing': doing((cache) => ({ get: (keys) => cache.get(keys.toSorted()) })),
    'leaves out what is absent': doing((cache) => ({ get: async (keys) => (await cache.get(keys)).filter(Boolean) })),
    'answers null for what is absent': doing((cache) => ({
      get: async (keys) => (await cache.get(keys)).map((value) => value ?? (null as unknown as undefined)),
    })),
  },
  'answers a thousand keys at once, each with its own value': {
    'stores the first five hundred': doing((cache) => ({
      set: (entries, ttlMs) => cache.set(entries.slice(0, 500), ttlMs),
    })),
  },
  'gives back every byte as it was': {
    'stores values as text': storing((value) => new TextEncoder().encode(new TextDecoder().decode(value))),
  },
  'stores of a view its own bytes, not those around it': {
    'stores the buffer beneath': storing((value) => new Uint8Array(value.buffer)),
  },
  'takes an empty value for a value': {
    'takes it for absence': doing((cache) => ({
      get: async (keys) => (await cache.get(keys)).map((value) => (value?.length ? value : undefined)),
    })),
  },
  'keeps a value of 4 MiB': {
    'cuts it at 1 MiB': storing((value) => value.subarray(0, 1024 * 1024)),
  },
  'takes any text for a key, and no two for the same': {
    'keeps keys in lower case': underKeys((key) => key.toLowerCase()),
    'writes keys in bytes': underKeys((key) => Buffer.from(key, 'latin1').toString('latin1')),
    'writes keys in UTF-8': underKeys((key) => Buffer.from(key).toString()),
    'trims keys': underKeys((key) => key.trim()),
    'normalises keys': underKeys((key) => key.normalize('NFC')),
    'cuts keys': underKeys((key) => key.slice(0, 255)),
    'takes what every object has for entries': doing((cache) => ({
      get: async (keys) =>
        (await cache.get(keys)).map((value, at) => ((keys[at] ?? '') in {} ? new Uint8Array(9) : value)),
    })),
  },
  'changes neither what it was given nor what it has given out': {
    'writes over what it was given': doing((cache) => {
      const given = new Map<string, Uint8Array>();
      return {
        set: async (entries, ttlMs) => {
          await cache.set(entries, ttlMs);
          for (const { key, value } of entries) {
            given.get(key)?.set(value);
            given.set(key, value);
          }
        },
      };
    }),
    'writes over what it has given out': doing((cache) => {
      const out = new Uint8Array(5);
      return {
        get: async (keys) => {
          const values = await cache.get(keys);
          return values.map((value) => {
            if (value?.length !== out.length) return value;
            out.set(value);
            return out;
          });
        },
      };
    }),
  },
  'has the value that was set last': {
    'keeps the first': doing((cache) => ({
      set: async (entries, ttlMs) => {
        for (const { key, value } of entries) await cache.replace(key, undefined, value, ttlMs);
      },
    })),
  },
  'deletes what it is asked to, nothing else, and does not mind what is absent': {
    'deletes the first': doing((cache) => ({ delete: (keys) => cache.delete(keys.slice(0, 1)) })),
    'minds what is absent': doing((cache) => ({
      delete: async (keys) => {
        if ((await cache.get(keys)).includes(undefined)) throw new Error('no such key');
        await cache.delete(keys);
      },
    })),
    'deletes everything': doing((cache) => ({ delete: () => cache.delete(['a', 'b', 'c']) })),
  },
  'does nothing for no keys': {
    'fails without keys': doing((cache) => ({
      get: (keys) => (keys.length === 0 ? Promise.reject(new Error('wrong number of arguments')) : cache.get(keys)),
    })),
    'takes none for all': doing((cache) => ({
      delete: (keys) => cache.delete(keys.length === 0 ? ['a'] : keys),
    })),
  },
  'has the same entries as another adapter beside it': {
    'has entries of its own': () => ({ beside: () => new MemoryCache() }),
  },
  'has none of the entries of a cache that it is not beside': {
    'has those of all': () => ({ cache: spoiled(ofAll, () => ({})) }),
  },
};
