import type { CacheRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { areEqual, doing, one, type Spoil, spoiled } from './spoiled-cache.js';

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

const textOf = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value);

export const replacementSaboteurs: Saboteurs<CacheRig> = {
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
  'compares bytes, not the texts that they may stand for': {
    'compares texts': comparing((actual, expected) => textOf(actual) === textOf(expected)),
    'compares nothing that is no text': comparing((actual, expected) => {
      const [text, other] = [textOf(actual), textOf(expected)];
      return text === other && !text?.includes('\u{fffd}');
    }),
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
