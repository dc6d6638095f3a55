import { disconnectSlowReaders } from '#app/slow-readers.js';
import { openSockets } from '#app/sockets.js';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const LIMITS = { leastBytes: 64 * 1024, perMs: 300, wholeMs: 2000 };
const BODY = Buffer.alloc(100_000_000);

const inOneWrite: RequestListener = (_request, response) =>
  void response.setHeader('Content-Length', BODY.length).end(BODY);

const inManyWrites: RequestListener = (_request, response) => {
  const write = (): void => {
    while (response.write(BODY.subarray(0, 10_000)));
  };
  response.on('drain', write);
  write();
};

describe('a reader', () => {
  let server: Server;
  let socket: Socket;
  afterEach(() => {
    socket.destroy();
    server.close();
    server.closeAllConnections();
  });

  /** What the server has of the answer to one request on a connection that nobody reads from yet. */
  async function asked(listener: RequestListener): Promise<ServerResponse> {
    server = createServer(listener);
    disconnectSlowReaders(server, openSockets(server), LIMITS);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
    socket.on('error', () => undefined);
    return await askAgain();
  }

  async function askAgain(): Promise<ServerResponse> {
    socket.write('GET / HTTP/1.1\r\nhost: gateway.example\r\n\r\n');
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    return response;
  }

  /** Milliseconds until the reader is disconnected; undefined when it is not. */
  async function disconnected(response: ServerResponse, withinMs: number): Promise<number | undefined> {
    const since = performance.now();
    const closed = once(response, 'close').then(() => performance.now() - since);
    return await Promise.race([closed, delay(withinMs, undefined)]);
  }

  /** Takes about so many bytes a second. */
  function readAt(bytesPerSecond: number): void {
    const reader = socket;
    const take = (chunk: Buffer): void => {
      reader.pause();
      setTimeout(() => reader.resume(), (chunk.length / bytesPerSecond) * 1000);
    };
    reader.on('data', take).resume();
  }

  for (const [how, listener] of [
    ['in one write', inOneWrite],
    ['in many', inManyWrites],
  ] as const) {
    it(`that takes nothing of a body sent ${how} is disconnected`, async () => {
      const response = await asked(listener);
      expect(await disconnected(response, 1500)).to.be.within(LIMITS.perMs, 1000);
      expect(socket.bytesRead).to.be.below(BODY.length);
    });

    it(`that takes enough of a body sent ${how} is left alone, until it has taken too long`, async () => {
      const response = await asked(listener);
      readAt(20_000_000);
      expect(await disconnected(response, 4000)).to.be.within(LIMITS.wholeMs - 100, 3000);
      expect(socket.bytesRead).to.be.above(1_000_000);
    });
  }

  it('that stops in the middle is disconnected', async () => {
    const response = await asked(inOneWrite);
    readAt(20_000_000);
    expect(await disconnected(response, 700)).to.equal(undefined);
    socket.removeAllListeners('data').pause();
    await delay(20);
    socket.pause();
    expect(await disconnected(response, 1200)).to.be.a('number');
  });

  it('that takes nothing, but has sent several requests at once, is disconnected', async () => {
    const first = await asked(inManyWrites);
    await askAgain();
    expect(await disconnected(first, 1500)).to.be.within(LIMITS.perMs, 1000);
  });

  it('that waits for an answer, for the next piece of it, or has no question, is left alone', async () => {
    const response = await asked((_request, answer) => {
      setTimeout(() => answer.write('first'), 2 * LIMITS.perMs);
      setTimeout(() => answer.end('last'), 4 * LIMITS.perMs);
    });
    socket.resume();
    await once(response, 'finish');
    await delay(2 * LIMITS.perMs);
    const again = await askAgain();
    expect(socket.destroyed).to.equal(false);
    await once(again, 'finish');
    await delay(50);
    expect(socket.destroyed).to.equal(false);
  });
});
