import { expect } from 'chai';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { Contract } from '../contract.js';
import { Checker } from './checker.js';
import { exchanged } from './exchange.js';
import { History } from './history.js';
import { leaksIn } from './leaks.js';
import { Load } from './load.js';
import { ask } from './spoiling.js';
import { API_KEY } from './stage.js';
import { Tally } from './tally.js';
import { Traffic } from './traffic.js';

describe('what the chaos run sees where there is no whole answer', () => {
  const agent = new Agent();
  const checker = new Checker(new History(0), new Contract({}));

  const heads = {
    'a length': 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[',
    chunks: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n',
  };
  for (const [what, head] of Object.entries(heads))
    it(`is a connection that breaks in a body with ${what}; of an instance that is killed it counts apart`, async () => {
      const server = createServer((socket) => socket.once('data', () => socket.end(head))).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const tally = new Tally();
      const traffic = new Traffic({ members: [], agent }, new Load(1), checker, tally);
      await traffic.ask({ name: 'a', url, endedBy: 'SIGTERM' });
      await traffic.ask({ name: 'a', url, endedBy: 'SIGKILL' });
      server.close();
      expect([tally.violationCount, tally.unanswered, tally.answers]).to.deep.equal([1, 1, 0]);
      expect(tally.violations[0]).to.match(/GET \/contacts of a: no answer: ECONNRESET/);
    });

  it('is an answer that does not come', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await exchanged(url, ask('/contacts'), agent, 50).catch(({ name }: Error) => name);
    server.close();
    expect(error).to.match(/TimeoutError|AbortError/);
  });
});

describe('what the chaos run sees beside answers', () => {
  it('is a leak in a log or in Redis, or that there is nothing to look at', () => {
    const clean = ['a log', '{"message":"listening"}'] as const;
    expect(leaksIn([clean])).to.deep.equal([]);
    for (const leak of ['Ada Sandboxley', 'sandbox-access-token-1', API_KEY, ''])
      expect(leaksIn([clean, ['Redis', leak]])).to.deep.equal(['Redis']);
  });
});
