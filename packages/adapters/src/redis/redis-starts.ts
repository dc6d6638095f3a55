import { RedisConnection } from './redis-connection.js';
import type { RedisCacheOptions } from './redis-options.js';

/**
 * Takes the next start. By Redis' own clock, so that those of the instances need not agree; in one step on one key, so that it
 * works in a cluster. If that clock was set back, the log is far ahead of it, and begins anew.
 *
 * ARGV: the limit, or nothing; milliseconds of the window, of the gap and of the lead; how far ahead a log can be.
 */
const NEXT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local limit, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local function latest(nth)
  return tonumber(redis.call('ZREVRANGE', KEYS[1], nth - 1, nth - 1, 'WITHSCORES')[2])
end
if (latest(1) or now) > now + ARGV[5] then redis.call('DEL', KEYS[1]) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.3f', now - windowMs))
local start = math.max(now + ARGV[4], (latest(1) or 0) + math.max(ARGV[3], 0.001))
if limit then start = math.max(start, (latest(limit) or 0) + windowMs) end
local at = string.format('%.3f', start)
redis.call('ZADD', KEYS[1], at, at)
redis.call('PEXPIRE', KEYS[1], math.ceil(start - now + windowMs))
return { math.ceil(start - now), redis.call('ZCOUNT', KEYS[1], string.format('(%.3f', start - windowMs), at) }`;

/** No start is so far away that a call could still wait for it: a call ends after two minutes. */
const FAR_MS = 120_000;

/** What is asked of a log of starts: how many within a window, how far apart, and how soon, in milliseconds. */
interface Wanted {
  /** Infinity for no limit. */
  readonly limit: number;
  readonly windowMs: number;
  readonly gapMs: number;
  readonly leadMs: number;
}

/**
 * Logs of the last starts of a fleet, by the names of their quotas. Its connection is its own: behind the pages of a copy a start
 * would come too late.
 */
export class RedisStarts {
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

  /**
   * Takes the next start that the log allows: how many milliseconds away it is, and how many there are within the window that
   * ends with it, itself included.
   *
   * @throws CacheUnavailable, and the start may have been taken nevertheless.
   */
  async next(
    quota: string,
    { limit, windowMs, gapMs, leadMs }: Wanted,
  ): Promise<{ readonly waitMs: number; readonly inWindow: number }> {
    const key = `${this.#prefix}starts:${quota}`;
    const asked = [limit === Infinity ? '' : limit, windowMs, gapMs, Math.max(0, leadMs), FAR_MS];
    const answer = await this.#connection.run(async (client) => await client.eval(NEXT, 1, key, ...asked));
    const [waitMs, inWindow] = answer as [number, number];
    return { waitMs, inWindow };
  }

  /** Waits for answers that are due, for as long as Redis may take, and disconnects. Calls fail from then on. */
  async close(): Promise<void> {
    await this.#connection.close();
  }
}
