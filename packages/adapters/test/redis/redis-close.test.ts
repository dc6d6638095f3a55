import { RedisCache } from '@contacts-gateway/adapters/redis';
import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { CacheUnavailable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { bytes } from '../bytes.js';
import { rejection } from '../rejection.js';
import { describeRedis } from './describe-redis.js';
import { startOneNodeCluster } from './one-node-cluster.js';

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

/** A process of its own that does something with a cache and closes it. */
async function program(urls: readonly string[], body: string): Promise<{ printed: string; ms: number; code: number }> {
  const source = `
    import { RedisCache } from '@contacts-gateway/adapters/redis';
    const cache = new RedisCache({ urls: ${JSON.stringify(urls)}, prefix: '', timeoutMs: 500 });
    ${body}
    process.on('exit', () => console.log(Math.round(performance.now() - closed)));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: packageFolder });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { printed: err + out.replace(/\d+\n$/, ''), ms: Number(out), code: code as number };
}

const CLOSE = 'const closed = performance.now(); await cache.close();';

describeRedis('RedisCache, when it is closed', () => {
  let server: RedisServer;
  let cluster: RedisServer;

  before(async () => {
    [server, cluster] = await Promise.all([RedisServer.start(), startOneNodeCluster()]);
  });

  after(async () => {
    await server.stop();
    await cluster.stop();
  });

  it('answers what is in flight, and fails from then on', async () => {
    const cache = new RedisCache({ urls: [server.url], prefix: '' });
    await cache.get(['a']);
    const pending = cache.replace('a', undefined, bytes('a'), 60_000);
    await Promise.all([cache.close(), cache.close()]);
    expect(await pending).to.equal(true);
    expect(await rejection(cache.get(['a']))).to.be.instanceOf(CacheUnavailable);
    expect((await server.cli('CLIENT', 'LIST')).split('\n')).to.have.length(1);
  });

  it('fails a call that has more to send', async () => {
    const cache = new RedisCache({ urls: [server.url], prefix: '' });
    await cache.get(['a']);
    const failed = rejection(cache.get(Array.from({ length: 10_000 }, () => 'a')));
    await cache.close();
    expect(await failed).to.be.instanceOf(CacheUnavailable);
  });

  const ways: [what: string, body: string][] = [
    ['after use', `await cache.get(['a']); ${CLOSE}`],
    ['at once', CLOSE],
    ['in the middle of its first calls', `cache.get(['a']).catch(() => {}); ${CLOSE}`],
    [
      'in the middle of a call',
      `await cache.get(['a']); const calls = cache.get(Array(10_000).fill('a')).catch(() => {}); ${CLOSE}; await calls;`,
    ],
  ];
  for (const [kind, urls] of [
    ['a single server', () => [server.url]],
    ['a cluster', () => [cluster.url, cluster.url]],
    ['where nothing listens', () => ['redis://127.0.0.1:1']],
    ['where no node listens', () => ['redis://127.0.0.1:1', 'redis://127.0.0.1:2']],
  ] as const) {
    for (const [what, body] of ways) {
      it(`lets its process end, ${what}, on ${kind}`, async () => {
        const { printed, ms, code } = await program(
          urls(),
          body.replace("await cache.get(['a'])", '$&.catch(() => {})'),
        );
        expect([printed, code]).to.deep.equal(['', 0]);
        expect(ms).to.be.below(1000);
      });
    }
  }

  it('lets its process end while Redis hangs', async () => {
    const hanging = await RedisServer.start();
    try {
      const pause = `await cache.get(['a']); process.kill(${hanging.pid}, 'SIGSTOP'); const call = cache.get(['a']);`;
      const { printed, ms, code } = await program([hanging.url], `${pause} call.catch(() => {}); ${CLOSE}`);
      expect([printed, code]).to.deep.equal(['', 0]);
      expect(ms).to.be.below(1500);
    } finally {
      await hanging.stop();
    }
  });
});
