import { RedisCache } from '@contacts-gateway/adapters/redis';
import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { CacheUnavailable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { bytes } from '../bytes.js';
import { exposed, rejection } from '../rejection.js';
import { describeRedis } from './describe-redis.js';

/** What must not be seen: the password of the URL, keys, values. */
const SECRETS = /pa55word|Fictional|someone@example/;
const KEY = 'Fictional Person';

interface Case {
  readonly what: string;
  readonly settings?: readonly string[];
  readonly isNode?: boolean;
  readonly before?: (server: RedisServer) => Promise<unknown>;
  readonly call: (cache: RedisCache) => Promise<unknown>;
  readonly reason: string;
}

const read = async (cache: RedisCache): Promise<unknown> => await cache.get([KEY]);
const write = async (cache: RedisCache): Promise<unknown> =>
  await cache.set([{ key: KEY, value: bytes('someone@example.com') }], 60_000);

const cases: Case[] = [
  { what: 'wants another password', settings: ['--requirepass', 'other'], call: read, reason: 'WRONGPASS' },
  {
    what: 'forbids the command',
    before: (server) => server.cli('ACL', 'SETUSER', 'default', '-@write'),
    call: write,
    reason: 'NOPERM',
  },
  {
    what: 'holds something else under the key',
    before: (server) => server.cli('LPUSH', KEY, 'x'),
    call: async (cache) => await cache.replace(KEY, undefined, bytes('someone@example.com'), 1000),
    reason: 'WRONGTYPE',
  },
  { what: 'is full', settings: ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'], call: write, reason: 'OOM' },
  {
    what: 'does not know the command, and quotes its arguments',
    settings: ['--rename-command', 'SET', ''],
    call: write,
    reason: 'ERR',
  },
  {
    what: 'is a replica without its master',
    settings: ['--replicaof', '127.0.0.1', '1', '--replica-serve-stale-data', 'no'],
    call: read,
    reason: 'MASTERDOWN',
  },
  { what: 'is part of a cluster that has lost slots', isNode: true, call: read, reason: 'CLUSTERDOWN' },
];

describeRedis('RedisCache, when Redis answers with an error', () => {
  for (const { what, settings = [], isNode, before, call, reason } of cases) {
    it(`says that it cannot be used, and ${reason}, when Redis ${what}`, async () => {
      const server = await (isNode ? RedisServer.startNode() : RedisServer.start(...settings));
      await before?.(server);
      const cache = new RedisCache({ urls: [`redis://:pa55word@127.0.0.1:${server.port}`], prefix: '' });
      try {
        const error = await rejection(call(cache));
        expect(error).to.be.instanceOf(CacheUnavailable);
        expect((error as Error).cause).to.have.property('message', `Redis: ${reason}`);
        expect(exposed(error)).to.not.match(SECRETS);
      } finally {
        await cache.close();
        await server.stop();
      }
    });
  }
});
