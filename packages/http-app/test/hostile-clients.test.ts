import { startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerIn, dial } from './raw-socket.js';
import { fetchWhole, startRunning, stopLeftRunning } from './running-service.js';
import { ServiceProcess } from './service-process.js';

const SLOW = 300;
const BROKEN = 1500;
const SEED = 1;
const HOST = 'host: gateway.example\r\n';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

describe(`beside ${SLOW} clients that hold connections open, or trickle bytes`, function () {
  this.timeout(60_000);

  /** How a client begins, and what it sends now and then. */
  const ways: readonly (readonly [begin: string, byte: string])[] = [
    ['', ''],
    [`GET /health HTTP/1.1\r\n${HOST}\r\n`, ''],
    [`GET /contacts HTTP/1.1\r\n${HOST}a: `, 'b'],
    [`POST /contacts HTTP/1.1\r\n${HOST}content-length: 1000000\r\n\r\n`, 'b'],
    [`GET /contacts HTTP/1.1\r\n${HOST}\r\n`.repeat(20), ''],
  ];

  it('others are answered in 250 ms', async () => {
    const sandbox = await startSandbox();
    const running = new ServiceProcess('main', { PORT: '0', ...sandbox.environment });
    const url = await running.url();
    await fetchWhole(`${url}/contacts`);
    const sockets: Socket[] = [];
    for (let index = 0; index < SLOW; index += 1) {
      const socket = dial(url).pause();
      socket.write(ways[index % ways.length]![0]);
      sockets.push(socket);
    }
    const trickle = setInterval(() => {
      for (const [index, socket] of sockets.entries()) if (socket.writable) socket.write(ways[index % ways.length]![1]);
    }, 100);
    const took: number[] = [];
    for (let count = 0; count < 200; count += 1) {
      const since = performance.now();
      expect((await fetchWhole(`${url}/contacts?limit=10`)).status).to.equal(200);
      took.push(performance.now() - since);
    }
    clearInterval(trickle);
    for (const socket of sockets) socket.destroy();
    running.child.kill('SIGKILL');
    await running.exited;
    await sandbox.close();
    took.sort((a, b) => a - b);
    expect(took[Math.floor(took.length * 0.99)]).to.be.below(250);
  });
});

describe(`${BROKEN} requests that were broken on the way, with the seed ${SEED}`, function () {
  this.timeout(60_000);
  after(stopLeftRunning);

  const requests = [
    `GET /contacts?limit=3 HTTP/1.1\r\n${HOST}accept: */*\r\n\r\n`,
    `HEAD /contacts HTTP/1.1\r\n${HOST}\r\n`,
    `POST /health HTTP/1.1\r\n${HOST}content-length: 5\r\n\r\nhello`,
    `PUT /ready HTTP/1.1\r\n${HOST}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    `GET http://gateway.example/docs HTTP/1.1\r\n${HOST}expect: 100-continue\r\ncontent-length: 5\r\n\r\n`,
    `GET /contacts/1 HTTP/1.1\r\n${HOST}connection: upgrade\r\nupgrade: h2c\r\n\r\n`,
  ];
  /** Bytes in the place of others. */
  const breach = fc.record({ at: fc.nat(), gone: fc.nat(20), instead: fc.uint8Array({ maxLength: 20 }) });
  const broken = fc
    .tuple(fc.constantFrom(...requests), fc.array(breach, { minLength: 1, maxLength: 4 }))
    .map(([request, breaches]) =>
      breaches.reduce<Buffer>((bytes, { at, gone, instead }) => {
        const start = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, start), instead, bytes.subarray(start + gone)]);
      }, Buffer.from(request)),
    );

  /** What comes until the connection closes, or nothing more is to be expected. */
  async function answerTo(url: string, bytes: Buffer): Promise<string> {
    const socket = dial(url);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.end(bytes);
    await Promise.race([new Promise((resolve) => socket.on('close', resolve)), delay(2000, undefined, { ref: false })]);
    socket.destroy();
    return text;
  }

  it('are answered by problem details or not at all, never with 5xx, and leave nothing behind', async () => {
    const { service, get } = await startRunning();
    await get('/contacts');
    const all = fc.sample(broken, { numRuns: BROKEN, seed: SEED });
    const statuses = new Set<number>();
    const send = async (some: readonly Buffer[]): Promise<void> => {
      for (const bytes of some) {
        const text = await answerTo(service.url, bytes);
        if (text === '') continue;
        const answer = answerIn(text);
        statuses.add(answer.status);
        if (answer.status < 400) continue;
        expect(answer.status).to.be.below(500);
        expect(answer.headers.get('content-type')).to.equal('application/problem+json');
      }
    };
    const inUse = async (): Promise<number> => {
      await delay(100);
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return (heapUsed + external) / 1e6;
    };
    const parts = Array.from({ length: 10 }, (_, index) => all.filter((_bytes, at) => at % 10 === index));
    await send(parts[0]!);
    const before = await inUse();
    await Promise.all(parts.slice(1).map(send));
    expect((await inUse()) - before).to.be.below(10);
    expect([...statuses]).to.include.members([200, 400, 404, 405]);
    expect((await get('/contacts')).status).to.equal(200);
  });
});
