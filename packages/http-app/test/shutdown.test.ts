import { startSandbox, type Sandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { Agent, get } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceProcess } from './service-process.js';

const CLIENTS = 20;

describe('a service under load that is told to stop', function () {
  this.timeout(30_000);
  let sandbox: Sandbox;
  let running: ServiceProcess;
  let agent: Agent;
  afterEach(async () => {
    agent.destroy();
    running.child.kill('SIGKILL');
    await sandbox.close();
  });

  /** The status and what went wrong, of a request whose answer came whole or did not. */
  const asked = (url: string): Promise<string> =>
    new Promise((resolve) => {
      const request = get(url, { agent }, (answer) => {
        const length = Number(answer.headers['content-length']);
        buffer(answer).then(
          (body) => resolve(body.length === length ? String(answer.statusCode) : 'cut'),
          () => resolve('cut'),
        );
      });
      request.on('error', ({ code }: NodeJS.ErrnoException) =>
        resolve(request.reusedSocket ? `lost: ${code}` : 'not connected'),
      );
    });

  it('answers all that it has accepted, also to clients that never let go of a connection, and ends with 0', async () => {
    sandbox = await startSandbox();
    running = new ServiceProcess('main', { PORT: '0', ...sandbox.environment, DRAIN_SECONDS: '1' });
    agent = new Agent({ keepAlive: true });
    const url = await running.url();
    expect(await asked(`${url}/contacts`)).to.equal('200');
    const outcomes: string[] = [];
    const client = async (): Promise<void> => {
      for (;;) {
        const outcome = await asked(`${url}/contacts`);
        outcomes.push(outcome);
        if (outcome !== '200') return;
      }
    };
    const clients = Promise.all(Array.from({ length: CLIENTS }, client));
    await delay(500);
    running.child.kill('SIGTERM');
    expect(await running.exited).to.deep.equal([0, null]);
    await clients;
    // Each went on until it could not connect any more.
    expect(outcomes.filter((outcome) => outcome !== '200')).to.deep.equal(Array(CLIENTS).fill('not connected'));
    expect(outcomes.length).to.be.above(2 * CLIENTS);
    const lines = running.stdout.split('\n').filter((line) => line.includes('"message":"request"'));
    expect(lines).to.have.length(outcomes.length - CLIENTS + 1);
    expect(lines.filter((line) => line.includes('aborted'))).to.deep.equal([]);
  });
});
