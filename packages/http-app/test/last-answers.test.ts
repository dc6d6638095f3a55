import { lastAnswers } from '#app/last-answers.js';
import { openSockets } from '#app/sockets.js';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { dial } from './raw-socket.js';

const LIMITS = { everyMs: 20, stalledMs: 600, wholeMs: 2000 };
const BODY = Buffer.alloc(50_000_000);
const REQUEST = 'GET / HTTP/1.1\r\nhost: gateway.example\r\n\r\n';

const all: RequestListener = (_request, response) => void response.setHeader('Content-Length', BODY.length).end(BODY);

describe('when the service ends', () => {
  let server: Server;
  let socket: Socket;
  let sockets: ReadonlySet<Socket>;
  afterEach(() => {
    socket.destroy();
    server.close();
    server.closeAllConnections();
  });

  /** A connection to a service that nobody else connects to any more, on which this has been sent. */
  async function connected(text: string, listener: RequestListener = all): Promise<void> {
    server = createServer(listener);
    sockets = openSockets(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    socket = dial(`http://127.0.0.1:${port}`).pause();
    const asked = text.endsWith('\r\n\r\n') ? once(server, 'request') : once(server, 'connection');
    socket.write(text);
    await asked;
    await delay(100);
  }

  /** Milliseconds until no connection is waited for. */
  async function waited(hurry = new AbortController().signal): Promise<number> {
    const since = performance.now();
    await lastAnswers(sockets, hurry, LIMITS);
    return performance.now() - since;
  }

  it('a download that goes on is waited for, and comes whole', async () => {
    await connected(REQUEST);
    const [body] = await Promise.all([buffer(socket), waited()]);
    expect(body.length).to.be.above(BODY.length);
  });

  it('a slow one too, for as long as something moves, until it takes too long', async () => {
    await connected(REQUEST);
    const reader = socket;
    reader.on('data', () => {
      reader.pause();
      setTimeout(() => reader.resume(), 5);
    });
    reader.resume();
    expect(await waited()).to.be.within(LIMITS.wholeMs, LIMITS.wholeMs + 500);
    expect(socket.bytesRead).to.be.within(1_000_000, BODY.length);
  });

  it('a reader that takes nothing is not', async () => {
    await connected(REQUEST);
    expect(await waited()).to.be.within(LIMITS.stalledMs, LIMITS.wholeMs - 500);
  });

  it('an answer that is not there yet is waited for', async () => {
    await connected(REQUEST, (_request, response) => void setTimeout(() => response.end('late'), 1000));
    const [body] = await Promise.all([buffer(socket), waited()]);
    expect(body.toString()).to.contain('late');
  });

  it('who has had a download, and was not asked to leave, may ask once more', async () => {
    await connected(REQUEST);
    let taken = 0;
    let isAsked = false;
    socket.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      if (isAsked || taken < BODY.length) return;
      isAsked = true;
      setTimeout(() => socket.write(REQUEST), 100);
    });
    socket.resume();
    await waited();
    expect(taken).to.be.above(2 * BODY.length);
  });

  it('several that were asked for at once are all waited for', async () => {
    await connected(`${REQUEST}${REQUEST}`, (_request, response) => void setTimeout(() => response.end('late'), 500));
    const [body] = await Promise.all([buffer(socket), waited()]);
    expect(body.toString().match(/late/g)).to.have.length(2);
  });

  for (const [what, text] of [
    ['has asked nothing', ''],
    ['has asked half of something', REQUEST.slice(0, 20)],
  ] as const)
    it(`a connection that ${what} is closed`, async () => {
      await connected(text);
      expect(await waited()).to.be.within(LIMITS.stalledMs, LIMITS.wholeMs - 500);
    });

  it('nobody is waited for when it is in a hurry', async () => {
    await connected(REQUEST, () => undefined);
    const hurry = new AbortController();
    setTimeout(() => hurry.abort(), 100);
    expect(await waited(hurry.signal)).to.be.below(LIMITS.stalledMs);
  });
});
