import type { CacheEntry, CachePort } from '@contacts-gateway/domain';
import { LRUCache } from 'lru-cache';

export interface MemoryCacheOptions {
  /**
   * The most that keys and values may take together: what was used longest ago then goes first, and what is larger by itself is
   * not kept. Above 0; 512 MiB unless given.
   */
  readonly maxBytes?: number;
  /** Milliseconds from any beginning; never less than before. */
  readonly now?: () => number;
}

interface Stored {
  readonly value: Uint8Array;
  readonly expiresAt: number;
}

/** The cache of one process. Values are kept and handed out as they are, not copied. */
export class MemoryCache implements CachePort {
  readonly #now: () => number;
  readonly #stored: LRUCache<string, Stored>;
  /** No entry expires before this. */
  #nextExpiry = Infinity;

  /** @throws TypeError when maxBytes is not above 0. */
  constructor({ maxBytes = 512 * 1024 * 1024, now = () => performance.now() }: MemoryCacheOptions = {}) {
    if (!(maxBytes > 0)) throw new TypeError('maxBytes must be above 0');
    this.#now = now;
    this.#stored = new LRUCache({
      maxSize: maxBytes,
      // The library takes 0 for no size.
      sizeCalculation: ({ value }, key) => 1 + value.byteLength + key.length,
    });
  }

  async get(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    return keys.map((key) => this.#live(key)?.value);
  }

  async set(entries: readonly CacheEntry[], ttlMs: number): Promise<void> {
    this.#forgetExpired();
    for (const { key, value } of entries) this.#store(key, value, ttlMs);
  }

  async touch(keys: readonly string[], ttlMs: number): Promise<readonly boolean[]> {
    return keys.map((key) => {
      const found = this.#live(key);
      this.#store(key, found?.value, ttlMs);
      return found !== undefined;
    });
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#stored.delete(key);
  }

  async replace(
    key: string,
    expected: Uint8Array | undefined,
    next: Uint8Array | undefined,
    ttlMs: number,
  ): Promise<boolean> {
    if (!areEqual(this.#live(key)?.value, expected)) return false;
    this.#store(key, next, ttlMs);
    return true;
  }

  #live(key: string): Stored | undefined {
    const stored = this.#stored.get(key);
    return stored && this.#now() < stored.expiresAt ? stored : undefined;
  }

  #store(key: string, value: Uint8Array | undefined, ttlMs: number): void {
    if (!value || ttlMs <= 0) return void this.#stored.delete(key);
    const expiresAt = this.#now() + ttlMs;
    this.#stored.set(key, { value, expiresAt });
    this.#nextExpiry = Math.min(this.#nextExpiry, expiresAt);
  }

  /** The library would keep what has expired until its room is needed. */
  #forgetExpired(): void {
    const now = this.#now();
    if (now < this.#nextExpiry) return;
    this.#nextExpiry = Infinity;
    for (const [key, { expiresAt }] of this.#stored.entries()) {
      if (expiresAt <= now) this.#stored.delete(key);
      else this.#nextExpiry = Math.min(this.#nextExpiry, expiresAt);
    }
  }
}

const areEqual = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]));
