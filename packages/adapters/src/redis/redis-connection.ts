import { CacheUnavailable } from '@contacts-gateway/domain';
import { failureReason } from './failure-reason.js';
import { type RedisClient, redisClient } from './redis-client.js';
import { within } from './within.js';

/**
 * The way to Redis. While there is none, commands fail at once and it is looked for in the background; only before the first
 * attempt has ended do they wait for it, because a service asks as soon as it starts.
 */
export class RedisConnection {
  readonly #client: RedisClient;
  readonly #timeoutMs: number;
  #firstAttempt: Promise<void> | undefined;
  readonly #pending = new Set<Promise<unknown>>();
  /** The reason of the last failure, unless something has succeeded since. */
  #reason: string | undefined;
  #closing: Promise<void> | undefined;

  constructor(urls: readonly string[], timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#client = redisClient(urls, timeoutMs);
    const note = (error: Error): void => {
      this.#reason = failureReason(error) ?? this.#reason;
    };
    this.#client.on('error', note).on('node error', note);
    this.#firstAttempt = this.#attempt();
  }

  /** @throws CacheUnavailable */
  async run<Reply>(command: (client: RedisClient) => Promise<Reply>): Promise<Reply> {
    // What was asked before `close` is sent before it.
    if (this.#firstAttempt) await this.#firstAttempt;
    if (this.#closing) throw unavailable('closed');
    if (this.#client.status !== 'ready') throw unavailable(this.#reason);
    const reply = command(this.#client);
    this.#pending.add(reply);
    try {
      const answer = await reply;
      this.#reason = undefined;
      return answer;
    } catch (error) {
      throw unavailable(failureReason(error as Error) ?? this.#reason);
    } finally {
      this.#pending.delete(reply);
    }
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#end());
  }

  async #attempt(): Promise<void> {
    await within(this.#timeoutMs, this.#next('ready', 'close', 'end'));
    this.#firstAttempt = undefined;
  }

  async #end(): Promise<void> {
    await within(this.#timeoutMs, Promise.allSettled(this.#pending));
    // A client that waits for its next attempt has nothing to end, and never says that it has.
    const ended = ['reconnecting', 'end'].includes(this.#client.status) ? Promise.resolve() : this.#next('end');
    this.#client.disconnect();
    await within(this.#timeoutMs, ended);
  }

  #next(...events: readonly string[]): Promise<void> {
    return new Promise((resolve) => {
      for (const event of events) this.#client.once(event, resolve);
    });
  }
}

const unavailable = (reason = 'no connection'): CacheUnavailable =>
  new CacheUnavailable({ cause: new Error(`Redis: ${reason}`) });
