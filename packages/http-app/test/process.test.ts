import { type Fault, type Sandbox, type SandboxOptions, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fetchWhole, TRACES } from './running-service.js';
import { ServiceProcess } from './service-process.js';

describe('the service as a process', () => {
  let sandbox: Sandbox | undefined;
  let running: ServiceProcess | undefined;

  afterEach(async () => {
    running?.child.kill('SIGKILL');
    await sandbox?.close();
    expect(running?.stdout).to.not.match(TRACES);
    running = sandbox = undefined;
  });

  const start = (environment: Record<string, string>, name: 'main' | 'demo' = 'main'): ServiceProcess =>
    (running = new ServiceProcess(name, { PORT: '0', ...environment }));
  const startOnSandbox = async (
    environment: Record<string, string>,
    options?: SandboxOptions,
  ): Promise<ServiceProcess> => {
    sandbox = await startSandbox(options);
    return start({ ...sandbox.environment, ...environment });
  };

  it('runs the demo: 1,000 contacts through Nango and HubSpot’s pages', async () => {
    const url = await start({}, 'demo').url();
    const answer = await fetchWhole(`${url}/contacts`);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.have.length(1000);
    running!.child.kill('SIGINT');
    await running!.exited;
    expect(running!.stdout.match(/"operation":"list contacts"/g)?.length).to.be.at.least(10);
    expect(running!.stdout).to.match(/"stopped".*\n/);
  });

  it('reaches loopback directly, whatever proxy the environment names', async () => {
    const url = await start({ HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' }, 'demo').url();
    expect((await fetchWhole(`${url}/contacts`)).status).to.equal(200);
  });

  it('ends when it cannot listen, also with a connection to Redis', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { exited, child } = start({ PORT: String(port), REDIS_URL: `redis://127.0.0.1:${port}` });
    await exited;
    silent.close();
    expect(child.exitCode).to.equal(1);
  });

  it('answers 401 in its default configuration when HubSpot refuses the mock token', async () => {
    sandbox = await startSandbox();
    const url = await start({ HUBSPOT_BASE_URL: sandbox.environment.HUBSPOT_BASE_URL }).url();
    const health = await fetchWhole(`${url}/health`);
    expect([health.status, await health.text()]).to.deep.equal([200, '{"status":"ok"}']);
    const contacts = await fetchWhole(`${url}/contacts`);
    expect([contacts.status, ((await contacts.json()) as { detail: string }).detail]).to.deep.equal([
      401,
      'HubSpot token is expired or invalid.',
    ]);
  });

  it('tells where it listens at every log level', async () => {
    const url = await (await startOnSandbox({ LOG_LEVEL: 'error' })).url();
    expect((await fetchWhole(`${url}/contacts`)).status).to.equal(200);
    expect(running!.stdout.trim().split('\n')).to.have.length(1);
  });

  it('reads .env in its folder, where variables that are set win', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    await writeFile(join(folder, '.env'), 'PORT=1\nHUBSPOT_BASE_URL=http://127.0.0.1:9\nHUBSPOT_MAX_ATTEMPTS=1\n');
    running = new ServiceProcess('main', { PORT: '0' }, folder);
    const contacts = await fetchWhole(`${await running.url()}/contacts`);
    expect(await contacts.json()).to.include({ code: 'hubspot_unreachable' });
    await rm(folder, { recursive: true });
  });

  it('prints JSON lines only', async () => {
    const url = await (await startOnSandbox({})).url();
    await fetchWhole(`${url}/contacts`);
    const lines = running!.stdout.trim().split('\n');
    expect(lines.every((line) => typeof JSON.parse(line) === 'object')).to.equal(true);
    expect(running?.stderr).to.equal('');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends cleanly on ${signal} in the middle of a walk, and answers who waits`, async () => {
      const url = await (await startOnSandbox({ DRAIN_SECONDS: '0.3' }, { contacts: 100_000, latencyMs: 100 })).url();
      const waiting = fetchWhole(`${url}/contacts`);
      await delay(300);
      const signalledAt = performance.now();
      running!.child.kill(signal);
      expect(await running!.exited).to.deep.equal([0, null]);
      expect(performance.now() - signalledAt).to.be.within(280, 2300);
      expect((await waiting).status).to.equal(503);
    });
  }

  const slowly: Record<string, string> = { HUBSPOT_CONCURRENCY: '12', HUBSPOT_REQUESTS_PER_10S: '0' };
  const walks: [what: string, environment: Record<string, string>, hubSpot?: Fault | undefined, tokens?: Fault][] = [
    ['for answers that never come', slowly, { kind: 'hang' }],
    ['for answers that never end', slowly, { kind: 'trickle' }],
    ['before it asks again', slowly, { kind: 'answer', status: 503, headers: { 'retry-after': '60' }, body: '' }],
    ['for its quota', { HUBSPOT_CONCURRENCY: '12', HUBSPOT_REQUESTS_PER_10S: '8' }],
    ['for a token that never comes', slowly, undefined, { kind: 'hang' }],
  ];
  for (const [what, environment, hubSpot, tokens] of walks)
    it(`ends within two seconds, with every call, when its walk waits ${what}`, async () => {
      const options = { contacts: 100_000, requestsPer10s: 0, latencyMs: 60 };
      await startOnSandbox({ DRAIN_SECONDS: '0', ...environment }, options);
      if (hubSpot) sandbox!.hubSpot.faults.pass(7).next(hubSpot, Infinity);
      if (tokens) sandbox!.nango.faults.next(tokens, Infinity);
      await running!.url();
      await delay(1500);
      const signalledAt = performance.now();
      running!.child.kill('SIGTERM');
      expect(await running!.exited).to.deep.equal([0, null]);
      expect(performance.now() - signalledAt).to.be.below(2000);
      expect(running!.stdout).to.match(/"stopped".*\n$/);
    });

  it('keeps serving while it drains, says so, and closes connections', async () => {
    const url = await (await startOnSandbox({ DRAIN_SECONDS: '1' })).url();
    await fetchWhole(`${url}/contacts`);
    running!.child.kill('SIGTERM');
    await delay(200);
    const [ready, contacts] = [await fetchWhole(`${url}/ready`), await fetchWhole(`${url}/contacts`)];
    expect([ready.status, contacts.status]).to.deep.equal([503, 200]);
    expect([ready, contacts].map(({ headers }) => headers.get('connection'))).to.deep.equal(['close', 'close']);
    expect(await running!.exited).to.deep.equal([0, null]);
  });

  it('ends with 0, and has not begun, when it is signalled as soon as it takes signals', async () => {
    const signalled = `process.on('newListener', (event) => {
      if (event === 'SIGTERM') queueMicrotask(() => process.kill(process.pid, 'SIGTERM'));
    })`;
    const { exited } = start({
      HUBSPOT_BASE_URL: 'http://127.0.0.1:9',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(signalled)}`,
    });
    expect(await exited).to.deep.equal([0, null]);
    expect(running?.stdout).to.equal('');
  });

  it('ends its drain at once on a second signal', async () => {
    const url = await (await startOnSandbox({ DRAIN_SECONDS: '60' })).url();
    await fetchWhole(`${url}/contacts`);
    running!.child.kill('SIGINT');
    await delay(100);
    const signalledAt = performance.now();
    running!.child.kill('SIGINT');
    expect(await running!.exited).to.deep.equal([0, null]);
    expect(performance.now() - signalledAt).to.be.below(2000);
  });

  it('ends although one client has not finished its request and another does not read its answer', async function () {
    this.timeout(30_000);
    const url = await (
      await startOnSandbox(
        { DRAIN_SECONDS: '0', HUBSPOT_REQUESTS_PER_10S: '0' },
        { contacts: 60_000, requestsPer10s: 0 },
      )
    ).url();
    await (await fetchWhole(`${url}/contacts`)).arrayBuffer();
    const request = 'GET /contacts HTTP/1.1\r\nhost: gateway.example\r\n';
    const sockets = [request, `${request}\r\n`].map((text) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
      socket.pause().write(text);
      return socket;
    });
    await delay(300);
    const signalledAt = performance.now();
    running!.child.kill('SIGTERM');
    expect(await running!.exited).to.deep.equal([0, null]);
    expect(performance.now() - signalledAt).to.be.within(2900, 7000);
    for (const socket of sockets) socket.destroy();
  });

  it('ends with 1 and every problem of its configuration on stderr', async () => {
    const { exited } = start({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(await exited).to.deep.equal([1, null]);
    expect(running?.stderr).to.match(/PORT must be .*\n.*LOG_LEVEL must be/);
    expect(running?.stdout).to.equal('');
  });

  it('ends with 1 and says why when it would be open to the network', async () => {
    const { exited } = start({ HOST: '0.0.0.0' });
    expect(await exited).to.deep.equal([1, null]);
    expect(running?.stderr).to.contain('API_KEYS is needed unless HOST is a loopback address or ALLOW_ANONYMOUS=true');
    expect(running?.stdout).to.equal('');
  });

  it('reads its keys and Nango’s from files', async () => {
    sandbox = await startSandbox();
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    const { NANGO_SECRET_KEY, ...environment } = sandbox.environment;
    await writeFile(join(folder, 'nango'), `${NANGO_SECRET_KEY}\n`);
    await writeFile(join(folder, 'keys'), 'old-key\nnew-key\n');
    const url = await start({
      ...environment,
      NANGO_SECRET_KEY_FILE: join(folder, 'nango'),
      API_KEYS_FILE: join(folder, 'keys'),
    }).url();
    const status = async (key: string): Promise<number> =>
      (await fetchWhole(`${url}/contacts`, { headers: { 'x-api-key': key } })).status;
    expect([await status('old-key'), await status('new-key'), await status('other-key')]).to.deep.equal([
      200, 200, 401,
    ]);
    await rm(folder, { recursive: true });
  });

  it('ends with 1 and a clear line when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address() as { port: number };
    const { exited } = start({ PORT: String(address.port) });
    expect(await exited).to.deep.equal([1, null]);
    expect(running?.stdout).to.contain('EADDRINUSE').and.contain('check HOST and PORT');
    taken.close();
  });
});
