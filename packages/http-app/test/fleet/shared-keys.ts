import type { RedisCluster, RedisServer } from '@contacts-gateway/adapters/sandbox';
import { cachePrefix } from '#app/config/cache-prefix.js';
import { parseConfig } from '#app/config/config.js';

/** What a fleet has in Redis, seen from outside. */
export class SharedKeys {
  readonly #node: RedisServer;
  readonly #prefix: string;

  /** @param environment - of an instance. */
  constructor(redis: RedisServer | RedisCluster, environment: Record<string, string>) {
    this.#node = 'shards' in redis ? redis.shards[0]!.master : redis;
    this.#prefix = cachePrefix(parseConfig(environment, () => ''));
  }

  /** Undefined when there is none. */
  async head(): Promise<{ readonly checkpoint: string; readonly pages: readonly string[] } | undefined> {
    const text = await this.#command('GET', `${this.#prefix}head`);
    return text === '' ? undefined : (JSON.parse(text) as { checkpoint: string; pages: string[] });
  }

  async hasPage(hash: string): Promise<boolean> {
    return (await this.#command('EXISTS', `${this.#prefix}page:${hash}`)) === '1';
  }

  /** Answers whether it was there. */
  async evictPage(hash: string): Promise<boolean> {
    return (await this.#command('DEL', `${this.#prefix}page:${hash}`)) === '1';
  }

  /** The part of the cluster that has the head. */
  async shardOfHead({ shards }: RedisCluster): Promise<RedisCluster['shards'][number]> {
    const found = await Promise.all(shards.map(({ master }) => master.cli('EXISTS', `${this.#prefix}head`)));
    return shards[found.indexOf('1')]!;
  }

  /** Of a cluster, whichever node has the key. */
  #command(...command: readonly string[]): Promise<string> {
    return this.#node.cli('-c', ...command);
  }
}
