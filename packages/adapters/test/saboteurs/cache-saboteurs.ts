import { MemoryCache } from '@contacts-gateway/adapters/memory';
import type { CachePort } from '@contacts-gateway/domain';
import type { CacheRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';

const LONG_MS = 60_000;

type Spoil = (cache: CachePort) => Partial<CachePort>;

const spoiled = (cache: CachePort, spoil: Spoil): CachePort => ({
  get: (keys) => cache.get(keys),
  set: (entries, ttlMs) => cache.set(entries, ttlMs),
  touch: (keys, ttlMs) => cache.touch(keys, ttlMs),
  delete: (keys) => cache.delete(keys),
  replace: (key, expected, next, ttlMs) => cache.replace(key, expected, next, ttlMs),
  ...spoil(cache),
});

/** A cache that does some of what it does in another way, given the good one. */
const doing =
  (spoil: Spoil) =>
  ({ cache }: CacheRig): Partial<CacheRig> => ({ cache: spoiled(cache, spoil) });

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

const living = (ttl: (ttlMs: number) => number) =>
  doing((cache) => ({ set: (entries, ttlMs) => cache.set(entries, ttl(ttlMs)) }));

const one = async (cache: CachePort, key: string): Promise<Uint8Array | undefined> => (await cache.get([key]))[0];

const areEqual = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.join() === b.join());

/** Replaces by another comparison, as if the outcome had been what was expected. */
const comparing = (matches: (actual: Uint8Array | undefined, expected: Uint8Array | undefined) => boolean) =>
  doing((cache) => ({
    replace: async (key, expected, next, ttlMs) => {
      const actual = await one(cache, key);
      return matches(actual, expected) && (await cache.replace(key, actual, next, ttlMs));
    },
  }));

const inTwoSteps: Spoil = (cache) => ({
  replace: async (key, expected, next, ttlMs) => {
    if (!areEqual(await one(cache, key), expected)) return false;
    await (next ? cache.set([{ key, value: next }], ttlMs) : cache.delete([key]));
    return true;
  },
});

export const cacheSaboteurs: Saboteurs<CacheRig> = {
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
    'trims keys': underKeys((key) => key.trim()),
    'normalises keys': underKeys((key) => key.normalize('NFC')),
    'cuts keys': underKeys((key) => key.slice(0, 255)),
    'takes what every object has for entries': doing((cache) => ({
      get: async (keys) =>
        (await cache.get(keys)).map((value, at) => ((keys[at] ?? '') in {} ? new Uint8Array(9) : value)),
    })),
  },
  'changes neither what it was given nor what it has given out': {
    'writes over the bytes that it holds': doing((cache) => ({
      set: async (entries, ttlMs) => {
        for (const { key, value } of entries) {
          const held = await one(cache, key);
          if (held?.length === value.length) held.set(value);
          else await cache.set([{ key, value }], ttlMs);
        }
      },
    })),
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
  'keeps an entry for its time to live, in milliseconds, and no longer': {
    'keeps it for ever': living(() => LONG_MS),
    'takes the time for seconds': living((ttlMs) => ttlMs * 1000),
    'keeps it for less': living((ttlMs) => ttlMs / 10),
  },
  'gives an entry that is set again its new time to live': {
    'leaves it the first': doing((cache) => {
      const first = new Map<string, number>();
      return {
        set: async (entries, ttlMs) => {
          for (const entry of entries) {
            first.set(entry.key, first.get(entry.key) ?? ttlMs);
            await cache.set([entry], first.get(entry.key)!);
          }
        },
      };
    }),
  },
  'gives what is touched a new time to live, and leaves its value': {
    'only looks': doing((cache) => ({
      touch: async (keys) => (await cache.get(keys)).map((value) => value !== undefined),
    })),
    'empties it': doing((cache) => ({
      touch: async (keys, ttlMs) => {
        await cache.set(
          keys.map((key) => ({ key, value: new Uint8Array() })),
          ttlMs,
        );
        return keys.map(() => true);
      },
    })),
  },
  'says in the order of the keys what it touched existed, and makes nothing of what did not': {
    'says that all of it existed': doing((cache) => ({
      touch: async (keys, ttlMs) => (await cache.touch(keys, ttlMs)).map(() => true),
    })),
    'makes empty entries': doing((cache) => ({
      touch: async (keys, ttlMs) => {
        const existed = await cache.touch(keys, ttlMs);
        const absent = keys.filter((_, at) => !existed[at]);
        await cache.set(
          absent.map((key) => ({ key, value: new Uint8Array() })),
          ttlMs,
        );
        return existed;
      },
    })),
  },
  'stores nothing for a time to live of 0 or less, and removes what was there': {
    'takes 0 for ever': living((ttlMs) => ttlMs || LONG_MS),
    'leaves what was there': doing((cache) => ({
      set: async (entries, ttlMs) => void (ttlMs > 0 && (await cache.set(entries, ttlMs))),
    })),
    'touches for ever': doing((cache) => ({ touch: (keys, ttlMs) => cache.touch(keys, ttlMs > 0 ? ttlMs : LONG_MS) })),
    'replaces for ever': doing((cache) => ({
      replace: (key, expected, next, ttlMs) => cache.replace(key, expected, next, ttlMs > 0 ? ttlMs : LONG_MS),
    })),
  },
  'gives what it replaces the new time to live, and leaves that of what it does not': {
    'gives all the same': doing((cache) => ({
      replace: (key, expected, next) => cache.replace(key, expected, next, LONG_MS),
    })),
    'prolongs what it does not replace': doing((cache) => ({
      replace: async (key, expected, next, ttlMs) => {
        const replaced = await cache.replace(key, expected, next, ttlMs);
        if (!replaced) await cache.touch([key], ttlMs);
        return replaced;
      },
    })),
  },
  'takes an expired entry for an absent one when it replaces': {
    'compares with what has expired': doing((cache) => {
      const ever = new Map<string, Uint8Array>();
      return {
        set: async (entries, ttlMs) => {
          for (const { key, value } of entries) ever.set(key, value);
          await cache.set(entries, ttlMs);
        },
        replace: async (key, expected) => areEqual(ever.get(key), expected),
      };
    }),
  },
  'replaces what is expected, by its bytes, and says that it did': {
    'compares by object': comparing((actual, expected) => actual === expected),
    'says that it did not': doing((cache) => ({
      replace: async (...change) => {
        await cache.replace(...change);
        return false;
      },
    })),
  },
  'leaves what is not expected, and says so': {
    'replaces whatever is there': comparing(() => true),
    'compares lengths': comparing((actual, expected) => actual?.length === expected?.length),
    'compares the bytes that are expected': comparing(
      (actual, expected) => expected?.every((byte, at) => byte === actual?.[at]) ?? actual === undefined,
    ),
    'says that it replaced': doing((cache) => ({
      replace: async (...change) => {
        await cache.replace(...change);
        return true;
      },
    })),
  },
  'takes undefined for absence, on either side of a replacement': {
    'never stores where nothing is': comparing(
      (actual, expected) => actual !== undefined && areEqual(actual, expected),
    ),
    'stores nothing as an empty value': doing((cache) => ({
      replace: (key, expected, next, ttlMs) => cache.replace(key, expected, next ?? new Uint8Array(), ttlMs),
    })),
  },
  'tells an empty value from absence when it replaces': {
    'takes either for the other': comparing((actual, expected) =>
      areEqual(actual ?? new Uint8Array(), expected ?? new Uint8Array()),
    ),
  },
  'lets one of many win that replace the same entry at once': {
    'compares and stores in two steps': doing(inTwoSteps),
  },
  'loses no step of many that count at once': {
    'compares and stores in two steps': doing(inTwoSteps),
  },
  'lets one of many win also when they ask adapters beside each other': {
    'compares by itself': ({ cache }) => ({ beside: () => spoiled(cache, inTwoSteps) }),
  },
};
