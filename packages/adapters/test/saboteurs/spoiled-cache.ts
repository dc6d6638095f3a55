import type { CachePort } from '@contacts-gateway/domain';
import type { CacheRig } from '@contacts-gateway/domain/contracts';

export type Spoil = (cache: CachePort) => Partial<CachePort>;

export const LONG_MS = 60_000;

export const spoiled = (cache: CachePort, spoil: Spoil): CachePort => ({
  get: (keys) => cache.get(keys),
  set: (entries, ttlMs) => cache.set(entries, ttlMs),
  touch: (keys, ttlMs) => cache.touch(keys, ttlMs),
  delete: (keys) => cache.delete(keys),
  replace: (key, expected, next, ttlMs) => cache.replace(key, expected, next, ttlMs),
  ...spoil(cache),
});

/** A cache that does some of what it does in another way, given the good one. */
export const doing =
  (spoil: Spoil) =>
  ({ cache }: CacheRig): Partial<CacheRig> => ({ cache: spoiled(cache, spoil) });

export const one = async (cache: CachePort, key: string): Promise<Uint8Array | undefined> =>
  (await cache.get([key]))[0];

export const areEqual = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.join() === b.join());
