import type { CacheRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { areEqual, doing, LONG_MS } from './spoiled-cache.js';

const living = (ttl: (ttlMs: number) => number) =>
  doing((cache) => ({ set: (entries, ttlMs) => cache.set(entries, ttl(ttlMs)) }));

export const lifetimeSaboteurs: Saboteurs<CacheRig> = {
  'keeps an entry for its time to live, in milliseconds, and no longer': {
    'keeps it for ever': living(() => LONG_MS),
    'takes the time for seconds': living((ttlMs) => ttlMs * 1000),
    'keeps it for less': living((ttlMs) => ttlMs / 10),
  },
  'loses with what has expired nothing that has not': {
    'forgets all of it when something has expired': doing((cache) => {
      const keys = new Set<string>();
      return {
        set: async (entries, ttlMs) => {
          const values = await cache.get([...keys]);
          if (values.includes(undefined)) await cache.delete([...keys]);
          for (const { key } of entries) keys.add(key);
          await cache.set(entries, ttlMs);
        },
      };
    }),
  },
  'does not answer what was there before a value that it has no room for': {
    'leaves what was there': doing((cache) => ({
      set: async (entries, ttlMs) =>
        cache.set(
          entries.filter(({ value }) => value.length < 8 * 2 ** 20),
          ttlMs,
        ),
    })),
  },
  'has room again where something has expired, and takes none for what lives no time': {
    'keeps the room of what has expired': doing((cache) => {
      const ever: string[] = [];
      return {
        set: async (entries, ttlMs) => {
          await cache.set(entries, ttlMs);
          ever.push(...entries.map(({ key }) => key));
          await cache.delete(ever.splice(0, ever.length - 8));
        },
      };
    }),
  },
  'takes times that are no whole milliseconds, however short or long': {
    'refuses fractions': living((ttlMs) => (Number.isInteger(ttlMs) ? ttlMs : NaN)),
    'takes a long time for none': living((ttlMs) => (ttlMs > Number.MAX_SAFE_INTEGER ? 0 : ttlMs)),
    'rounds up to a second': living((ttlMs) => Math.max(1000, ttlMs)),
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
};
