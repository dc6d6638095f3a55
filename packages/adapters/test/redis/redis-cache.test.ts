import { RedisCache } from '@contacts-gateway/adapters/redis';
import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { bytes } from '../bytes.js';
import { describeRedis } from './describe-redis.js';

describeRedis('RedisCache', () => {
  describe('on a server of its own', () => {
    let server: RedisServer;
    let caches: RedisCache[];

    before(async () => {
      server = await RedisServer.start('--requirepass', 's3cret');
      await cli('ACL', 'SETUSER', 'reader', 'on', '>p@ss:w/rd', '~*', '+@all');
    });

    beforeEach(() => {
      caches = [];
    });

    afterEach(async () => {
      for (const cache of caches) await cache.close();
    });

    after(async () => await server.stop());

    const open = (prefix: string, path = '/0', credentials = ':s3cret'): RedisCache => {
      const cache = new RedisCache({ urls: [`redis://${credentials}@127.0.0.1:${server.port}${path}`], prefix });
      caches.push(cache);
      return cache;
    };

    const cli = async (...command: string[]): Promise<string> =>
      await server.cli('--no-auth-warning', '-a', 's3cret', ...command);

    it('puts its prefix before every key', async () => {
      const [ours, theirs] = [open('ours:'), open('theirs:')];
      await ours.set([{ key: 'a', value: bytes('a') }], 60_000);
      await ours.replace('b', undefined, bytes('b'), 60_000);
      expect(await theirs.get(['a', 'b'])).to.deep.equal([undefined, undefined]);
      expect((await cli('KEYS', '*')).split('\n').sort()).to.deep.equal(['ours:a', 'ours:b']);
    });

    it('uses the user, the password and the database of its URL', async () => {
      const cache = open('', '/3', `reader:${encodeURIComponent('p@ss:w/rd')}`);
      await cache.set([{ key: 'a', value: bytes('here') }], 60_000);
      expect(await cli('-n', '3', 'GET', 'a')).to.equal('here');
      expect(await cli('ACL', 'WHOAMI')).to.equal('default');
      expect(await cli('CLIENT', 'LIST')).to.include('user=reader');
    });

    it('hands out plain arrays of bytes, whose slices are copies', async () => {
      const cache = open('');
      await cache.set([{ key: 'd', value: bytes('d') }], 60_000);
      expect(Object.getPrototypeOf((await cache.get(['d']))[0])).to.equal(Uint8Array.prototype);
    });

    it('rounds a time to live up', async () => {
      await open('').set([{ key: 'c', value: bytes('c') }], 999_999.1);
      expect(Number(await cli('PEXPIRETIME', 'c')) - Date.now()).to.be.within(990_000, 1_000_000);
    });
  });

  it('refuses a URL that is none of Redis, without telling it', () => {
    for (const urls of [[], ['http://:s3cret@a.example'], ['redis://'], ['s3cret'], ['redis://:s3cret@a.example/x']]) {
      expect(() => new RedisCache({ urls, prefix: '' }))
        .to.throw(TypeError)
        .that.does.not.match(/s3cret|example/);
    }
  });
});
