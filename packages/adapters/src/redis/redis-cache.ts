import type { CacheEntry, CachePort } from '@contacts-gateway/domain';
import { inParallel } from './in-parallel.js';
import type { RedisClient } from './redis-client.js';
import { RedisConnection } from './redis-connection.js';
import type { RedisCacheOptions } from './redis-options.js';

/**
 * Enough that the way to Redis and back hardly counts, few enough that a lease need not wait long behind pages. Each command
 * has one key, so that a cluster can hold the keys wherever it likes.
 */
const COMMANDS_AT_A_TIME = 32;

/** UTF-8, which never has this byte, makes the same bytes of different texts that are no Unicode: those are kept in UTF-16. */
const NO_UTF8 = Buffer.of(0xff);

/** ARGV: whether an entry is expected, its bytes, milliseconds to live, and the next bytes, if there are any. */
const REPLACE = `
local expected = ARGV[1] == '1' and ARGV[2]
if redis.call('GET', KEYS[1]) ~= expected then return 0 end
if ARGV[4] then redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[3]) else redis.call('DEL', KEYS[1]) end
return 1`;

/**
 * The cache of a fleet: one Redis, or a cluster. It comes back by itself; while it is away every call fails at once.
 *
 * A call of `get` holds all that it answers, one of `set` a copy of 32 values at most: whoever reads many large values asks for
 * a few keys at a time.
 */
export class RedisCache implements CachePort {
  readonly #prefix: string;
  readonly #connection: RedisConnection;

  /**
   * Begins to connect.
   *
   * @throws TypeError when there is no URL, or one that is none of Redis.
   */
  constructor({ urls, prefix, timeoutMs = 2000 }: RedisCacheOptions) {
    this.#prefix = prefix;
    this.#connection = new RedisConnection(urls, timeoutMs);
  }

  async get(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    return await this.#forEach(keys, async (client, key) => {
      const found = await client.getBuffer(this.#nameOf(key));
      return found ? new Uint8Array(found.buffer, found.byteOffset, found.length) : undefined;
    });
  }

  async set(entries: readonly CacheEntry[], ttlMs: number): Promise<void> {
    const lifetime = wholeMilliseconds(ttlMs);
    await this.#forEach(entries, async (client, { key, value }) => {
      if (lifetime === 0) await client.del(this.#nameOf(key));
      else await client.set(this.#nameOf(key), asBuffer(value), 'PX', lifetime);
    });
  }

  async touch(keys: readonly string[], ttlMs: number): Promise<readonly boolean[]> {
    return await this.#forEach(keys, async (client, key) => {
      // A lifetime of 0 removes the entry.
      return (await client.pexpire(this.#nameOf(key), wholeMilliseconds(ttlMs))) === 1;
    });
  }

  async delete(keys: readonly string[]): Promise<void> {
    await this.#forEach(keys, async (client, key) => await client.del(this.#nameOf(key)));
  }

  async replace(
    key: string,
    expected: Uint8Array | undefined,
    next: Uint8Array | undefined,
    ttlMs: number,
  ): Promise<boolean> {
    const lifetime = wholeMilliseconds(ttlMs);
    const condition = [expected ? '1' : '0', expected ? asBuffer(expected) : ''];
    const stored = next && lifetime > 0 ? [asBuffer(next)] : [];
    const replaced = await this.#connection.run(
      async (client) => await client.eval(REPLACE, 1, this.#nameOf(key), ...condition, lifetime, ...stored),
    );
    return replaced === 1;
  }

  /** Waits for answers that are due, for as long as Redis may take, and disconnects. Calls fail from then on. */
  async close(): Promise<void> {
    await this.#connection.close();
  }

  #nameOf(key: string): string | Buffer {
    const isUnicode = Buffer.from(key).toString() === key;
    return isUnicode
      ? this.#prefix + key
      : Buffer.concat([Buffer.from(this.#prefix), NO_UTF8, Buffer.from(key, 'utf16le')]);
  }

  async #forEach<Item, Reply>(
    items: readonly Item[],
    command: (client: RedisClient, item: Item) => Promise<Reply>,
  ): Promise<Reply[]> {
    return await inParallel(
      COMMANDS_AT_A_TIME,
      items,
      async (item) => await this.#connection.run(async (client) => await command(client, item)),
    );
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** What Redis takes for a time to live; rounded up, so that nothing is gone before its time. */
const wholeMilliseconds = (ttlMs: number): number => Math.max(0, Math.min(Math.ceil(ttlMs), Number.MAX_SAFE_INTEGER));
