import { MemoryCache } from '@contacts-gateway/adapters/memory';
import { type CachePort, CacheUnavailable } from '@contacts-gateway/domain';
import type { Chance } from './chance.js';
import type { SimulatedProcess } from './simulated-process.js';
import type { VirtualTime } from './virtual-time.js';

const LONGEST_MS = 10;

/** A cache that a fleet shares: commands and answers take their time, it may be away, and it may lose everything. */
export class DistantCache {
  isAway = false;
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  #holds: MemoryCache;

  constructor(time: VirtualTime, chance: Chance) {
    this.#time = time;
    this.#chance = chance;
    this.#holds = this.#empty();
  }

  empty(): void {
    this.#holds = this.#empty();
  }

  client(process: SimulatedProcess): CachePort {
    const send = async <T>(command: (cache: MemoryCache) => Promise<T>): Promise<T> => {
      await process.pause(this.#chance.between(0, LONGEST_MS));
      if (this.isAway) throw new CacheUnavailable();
      const answer = await command(this.#holds);
      await process.pause(this.#chance.between(0, LONGEST_MS));
      return answer;
    };
    return {
      get: (keys) => send((cache) => cache.get(keys)),
      set: (entries, ttlMs) => send((cache) => cache.set(entries, ttlMs)),
      touch: (keys, ttlMs) => send((cache) => cache.touch(keys, ttlMs)),
      delete: (keys) => send((cache) => cache.delete(keys)),
      replace: (key, expected, next, ttlMs) => send((cache) => cache.replace(key, expected, next, ttlMs)),
    };
  }

  #empty(): MemoryCache {
    return new MemoryCache({ now: () => this.#time.now });
  }
}
