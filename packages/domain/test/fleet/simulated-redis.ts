import { type CachePort, CacheUnavailable } from '@contacts-gateway/domain';
import { PlainCache } from '../plain-cache.js';
import { platform } from '../platform.js';
import type { Random } from './random.js';
import type { SimulatedProcess } from './simulated-process.js';
import type { SimulatedTime } from './simulated-time.js';

const TIMEOUT_MS = 2000;

export interface SharedContents {
  readonly version: string;
  readonly checkpoint: string;
  /** By their ids. */
  readonly names: ReadonlyMap<string, string>;
}

/** A Redis behind a network: commands and answers take their time, and may be lost; so may be what it holds. */
export class SimulatedRedis {
  isDown = false;
  readonly holds: PlainCache;
  /** Of answers to commands that were executed. */
  lossRate = 0;
  /** How often it has lost something that it had been told to hold. */
  losses = 0;
  readonly cutOff = new Set<SimulatedProcess>();
  /** Whether it has answered every command, and lost nothing. */
  isFaithful = true;
  readonly #time: SimulatedTime;
  readonly #random: Random;
  #replica: PlainCache['stored'] = new Map();

  constructor(time: SimulatedTime, random: Random) {
    this.#time = time;
    this.#random = random;
    this.holds = new PlainCache(() => time.now);
  }

  /** What a failover would bring back. */
  replicate(): void {
    this.#replica = new Map(this.holds.stored);
  }

  failOver(): void {
    this.losses += 1;
    this.isFaithful = false;
    this.holds.stored = new Map(this.#replica);
  }

  empty(): void {
    this.losses += 1;
    this.isFaithful = false;
    this.holds.stored.clear();
    this.#replica.clear();
  }

  evict(): void {
    this.losses += 1;
    this.isFaithful = false;
    const keys = [...this.holds.stored.keys()];
    if (keys.length > 0) this.holds.stored.delete(this.#random.of(keys));
  }

  /** What the fleet has in common, as it is in the cache; undefined when a part of it is not there. */
  shared(): SharedContents | undefined {
    const head = this.#json('head') as { version: string; checkpoint: string; pages: string[] } | undefined;
    const pages = head?.pages.map((hash) => this.#json(`page:${hash}`) as { id: string; name: string }[] | undefined);
    if (!head || !pages?.every((page) => page !== undefined)) return undefined;
    const names = new Map(pages.flat().map(({ id, name }) => [id, name]));
    return { version: head.version, checkpoint: head.checkpoint, names };
  }

  client(process: SimulatedProcess): CachePort {
    const send = <T>(command: (cache: PlainCache) => Promise<T>) => this.#send(process, command);
    return {
      get: (keys) => send((cache) => cache.get(keys)),
      set: (entries, ttlMs) => send((cache) => cache.set(entries, ttlMs)),
      touch: (keys, ttlMs) => send((cache) => cache.touch(keys, ttlMs)),
      delete: (keys) => send((cache) => cache.delete(keys)),
      replace: (key, expected, next, ttlMs) => send((cache) => cache.replace(key, expected, next, ttlMs)),
    };
  }

  async #send<T>(process: SimulatedProcess, command: (cache: PlainCache) => Promise<T>): Promise<T> {
    if (this.isDown) this.isFaithful = false;
    if (this.isDown) throw new CacheUnavailable();
    // The command is on its way, whatever becomes of the process.
    const executed = new Promise<T | undefined>((resolve) => {
      const isReachable = !this.cutOff.has(process);
      this.#time.in(this.#latencyMs(), () => resolve(isReachable && !this.isDown ? command(this.holds) : undefined));
    });
    const answer = await executed.then((value) => ({ value }));
    const isLost = this.isDown || this.cutOff.has(process) || this.#random.chance(this.lossRate);
    await process.after(isLost ? TIMEOUT_MS : this.#latencyMs());
    if (isLost) this.isFaithful = false;
    if (isLost) throw new CacheUnavailable();
    return answer.value as T;
  }

  #json(key: string): unknown {
    const text = platform.decode(this.holds.stored.get(key)?.value ?? new Uint8Array());
    return text === '' ? undefined : JSON.parse(text.startsWith('{"version"') ? text : `[${text}]`);
  }

  #latencyMs(): number {
    return this.#random.chance(0.05) ? this.#random.between(100, 1500) : this.#random.between(0, 5);
  }
}
