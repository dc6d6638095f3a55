import { createHttpServer, type ReceivingLimits } from '#app/http-server.js';
import { jsonLogger } from '#app/logging/logger.js';
import { expect } from 'chai';
import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { answerIn, dial } from './raw-socket.js';

const LIMITS: ReceivingLimits = {
  maxHeaderSize: 1000,
  headersTimeout: 300,
  requestTimeout: 600,
  connectionsCheckingInterval: 50,
  keepAliveTimeout: 300,
  restOfBodyMs: 300,
};
const HOST = 'host: gateway.example\r\n';

const silence = new Writable({ write: (_chunk, _encoding, done) => done() });

describe('a client that takes its time', () => {
  let server: Server;
  let url: string;
  const counted: unknown[] = [];
  before(async () => {
    const app = express().use((_request, response) => void response.end('answer'));
    server = createHttpServer(app, jsonLogger('info', silence), (...request) => counted.push(request), LIMITS);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => void server.close());

  /** What a client is answered that sends this, and then a byte now and then, and after how many milliseconds it is let go. */
  async function trickled(begin: string, byte: string): Promise<{ text: string; ms: number }> {
    const socket = dial(url);
    const since = performance.now();
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString())).write(begin);
    const more = setInterval(() => byte !== '' && socket.write(byte), 30);
    await new Promise((resolve) => socket.on('close', resolve));
    clearInterval(more);
    return { text, ms: performance.now() - since };
  }

  it('is answered 408 when its headers do not come, and counted', async () => {
    for (const [begin, byte] of [
      ['', ''],
      ['GET / HT', ''],
      [`GET / HTTP/1.1\r\n${HOST}a: `, 'b'],
    ] as const) {
      const { text, ms } = await trickled(begin, byte);
      expect(JSON.parse(answerIn(text).body.toString())).to.include({ status: 408, code: 'request_timeout' });
      expect(ms).to.be.within(LIMITS.headersTimeout - 50, 2500);
    }
    expect(counted).to.deep.equal(Array.from({ length: 3 }, () => ['none', 408]));
  });

  it('is answered, and let go, when its body does not come', async () => {
    const { text, ms } = await trickled(`POST / HTTP/1.1\r\n${HOST}content-length: 1000\r\n\r\n`, 'b');
    expect(text).to.match(/^HTTP\/1\.1 200 [^]*answer$/);
    expect(ms).to.be.within(LIMITS.restOfBodyMs - 50, 2000);
  });

  it('is let go when it asks nothing more', async () => {
    const { text, ms } = await trickled(`GET / HTTP/1.1\r\n${HOST}\r\n`, '');
    expect(text).to.match(/^HTTP\/1\.1 200 [^]*answer$/);
    // Node 24 adds a second, so that a client that goes by the header is not let go first.
    expect(ms).to.be.within(LIMITS.keepAliveTimeout - 50, 3000);
  });
});
