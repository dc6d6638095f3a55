import { type CacheEntry, type CachePort, CacheUnavailable } from '@contacts-gateway/domain';

interface Stored {
  readonly value: Uint8Array;
  readonly expiresAt: number;
}

/** The plainest cache that there can be, in the hands of a test: it can be lost, emptied and looked into. */
export class PlainCache implements CachePort {
  readonly #now: () => number;
  stored = new Map<string, Stored>();
  isLost = false;
  /** The methods called, in order. */
  readonly calls: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  async get(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    this.#enter('get');
    return keys.map((key) => this.#live(key)?.value);
  }

  async set(entries: readonly CacheEntry[], ttlMs: number): Promise<void> {
    this.#enter('set');
    for (const { key, value } of entries) this.#store(key, value, ttlMs);
  }

  async touch(keys: readonly string[], ttlMs: number): Promise<readonly boolean[]> {
    this.#enter('touch');
    return keys.map((key) => {
      const found = this.#live(key);
      this.#store(key, found?.value, ttlMs);
      return found !== undefined;
    });
  }

  async delete(keys: readonly string[]): Promise<void> {
    this.#enter('delete');
    for (const key of keys) this.stored.delete(key);
  }

  async replace(
    key: string,
    expected: Uint8Array | undefined,
    next: Uint8Array | undefined,
    ttlMs: number,
  ): Promise<boolean> {
    this.#enter('replace');
    const found = this.#live(key)?.value;
    const isExpected = found && expected ? Buffer.compare(found, expected) === 0 : found === expected;
    if (isExpected) this.#store(key, next, ttlMs);
    return isExpected;
  }

  /** Milliseconds that the entry still has; undefined for one that is absent. */
  msLeft(key: string): number | undefined {
    const found = this.#live(key);
    return found && found.expiresAt - this.#now();
  }

  #enter(call: string): void {
    this.calls.push(call);
    if (this.isLost) throw new CacheUnavailable();
  }

  #live(key: string): Stored | undefined {
    const found = this.stored.get(key);
    return found && this.#now() < found.expiresAt ? found : undefined;
  }

  #store(key: string, value: Uint8Array | undefined, ttlMs: number): void {
    if (value && ttlMs > 0) this.stored.set(key, { value, expiresAt: this.#now() + ttlMs });
    else this.stored.delete(key);
  }
}
