import type { Sandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { dial } from './raw-socket.js';
import { startRunning, stopLeftRunning } from './running-service.js';

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: gateway.example\r\n\r\n`;

/** How each answer in the text says that its connection goes on. */
const connections = (text: string): (string | undefined)[] =>
  [...text.matchAll(/^connection: (.*)\r$/gim)].map(([, what]) => what);

describe('a client of a service that is told to stop', function () {
  this.timeout(60_000);
  let socket: Socket;
  afterEach(async () => {
    socket.destroy();
    await stopLeftRunning();
  });

  const hang = ({ hubSpot }: Sandbox): void => void hubSpot.faults.next('hang', Infinity);
  for (const [what, paths, told] of [
    ['is asked to leave by an answer that it was waiting for', ['/contacts'], ['close']],
    [
      'has all answers that it was waiting for when it sent several requests at once',
      ['/contacts', '/contacts?limit=1'],
      ['keep-alive', 'keep-alive'],
    ],
  ] as const)
    it(what, async () => {
      const { service, stop } = await startRunning({ DRAIN_SECONDS: '0.3' }, { before: hang });
      socket = dial(service.url);
      socket.write(paths.map(get).join(''));
      await delay(300);
      const stopped = stop();
      const text = (await buffer(socket)).toString();
      expect(text.match(/HTTP\/1\.1 503 /g)).to.have.length(paths.length);
      expect(connections(text)).to.deep.equal(told);
      await stopped;
    });

  for (const [what, drainSeconds, resumedMs] of [
    ['after', 0.3, 1000],
    ['within', 1.5, 0],
  ] as const)
    it(`may ask once more after the drain when its download was under way before, and ends ${what} it`, async () => {
      const environment = { DRAIN_SECONDS: String(drainSeconds), HUBSPOT_REQUESTS_PER_10S: '0' };
      const running = await startRunning(environment, { contacts: 60_000, requestsPer10s: 0 });
      await running.get('/contacts');
      socket = dial(running.service.url).pause();
      socket.write(get('/contacts'));
      await delay(200);
      const stopped = running.stop();
      const drained = delay(drainSeconds * 1000 + 300);
      await delay(resumedMs);
      let text = '';
      let left = Infinity;
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
        if (left === Infinity) left = text.indexOf('\r\n\r\n') + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1]);
        left -= chunk.length;
        if (left !== 0) return;
        text = text.slice(0, 1000);
        void drained.then(() => socket.write(get('/contacts?limit=1')));
      });
      await once(socket.resume(), 'close');
      expect(text.match(/HTTP\/1\.1 200 /g)).to.have.length(2);
      expect(connections(text)).to.deep.equal(['keep-alive', 'close']);
      await stopped;
    });
});
