import { createApp } from '#app/app.js';
import { parseConfig } from '#app/config/config.js';
import { jsonLogger } from '#app/logging/logger.js';
import { MemoryCache } from '@contacts-gateway/adapters/memory';
import { nodePlatform } from '@contacts-gateway/adapters/node';
import { ContactDirectory } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { fetchWhole } from './running-service.js';

describe('a bug', () => {
  it('is answered 500 with nothing of it, and logged with its place but not its words', async () => {
    let logged = '';
    const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => ((logged += chunk.toString()), done()) });
    const source = {
      name: 'buggy',
      walk: () => {
        throw new TypeError('cannot read ada@people.example');
      },
      read: () => Promise.resolve(new Map()),
    };
    const config = parseConfig({}, () => '');
    const directory = new ContactDirectory(source, new MemoryCache(), config.freshness, nodePlatform(1000));
    const app = createApp({ directory, config, log: jsonLogger('info', stream), isDraining: () => false });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const answer = await fetchWhole(`http://127.0.0.1:${(server.address() as AddressInfo).port}/contacts`);
    server.close();
    expect(await answer.json()).to.deep.equal({
      status: 500,
      title: 'Internal Server Error',
      detail: 'An unexpected error occurred.',
      code: 'internal_error',
      requestId: answer.headers.get('x-request-id'),
    });
    expect(logged).to.contain('"level":"error"').and.contain('internal-error.test').and.not.contain('ada@people');
  });
});
