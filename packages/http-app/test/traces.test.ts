import { type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { traceOf } from '#app/tracing/trace.js';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './fleet/eventually.js';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

describe('a traceparent', () => {
  const invalid: Record<string, string> = {
    'nothing in it': '',
    'an id of zeros': `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    'a span of zeros': `00-${TRACE}-${'0'.repeat(16)}-01`,
    'version ff': `ff-${TRACE}-00f067aa0ba902b7-01`,
    'capital letters': TRACEPARENT.toUpperCase(),
    'a short id': `00-${TRACE.slice(1)}-00f067aa0ba902b7-01`,
    'more than version 00 has': `${TRACEPARENT}-x`,
    'two of them': `${TRACEPARENT}, ${TRACEPARENT}`,
    'no flags': `00-${TRACE}-00f067aa0ba902b7`,
  };
  for (const [what, text] of Object.entries(invalid))
    it(`is none with ${what}`, () => expect(traceOf(text)).to.equal(undefined));

  it('names a trace, and may say more in a later version', () => {
    expect(traceOf(TRACEPARENT)).to.deep.equal({ id: TRACE, flags: 1 });
    expect(traceOf(`cc-${TRACE}-00f067aa0ba902b7-ff-what-is-new`)).to.deep.equal({ id: TRACE, flags: 3 });
  });
});

/** Forwards to an upstream, and keeps the headers of what came. */
class Listener {
  readonly heard: IncomingMessage['headers'][] = [];
  readonly #server: Server;

  constructor(upstream: string) {
    this.#server = createServer((incoming, response) => {
      this.heard.push(incoming.headers);
      const { method = 'GET', url = '/', headers } = incoming;
      const forwarded = request(new URL(url, upstream), { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(forwarded.on('error', () => response.destroy()));
    });
  }

  async listen(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** What HubSpot or Nango was told of traces, once each. */
  traces(): Set<string | undefined> {
    return new Set(this.heard.map(({ traceparent }) => (traceparent as string | undefined)?.split('-')[1]));
  }
}

describe('traces', () => {
  let sandbox: Sandbox;
  let listeners: Listener[];
  let running: Running;

  beforeEach(async () => {
    sandbox = await startSandbox({ contacts: 300 });
    const { environment } = sandbox;
    listeners = [new Listener(environment.HUBSPOT_BASE_URL), new Listener(environment.NANGO_BASE_URL)];
    const [HUBSPOT_BASE_URL, NANGO_BASE_URL] = await Promise.all(listeners.map((listener) => listener.listen()));
    running = await startRunning({
      ...environment,
      HUBSPOT_BASE_URL: HUBSPOT_BASE_URL!,
      NANGO_BASE_URL: NANGO_BASE_URL!,
      // Nothing but a request that wants to starts another pass.
      CACHE_TTL_SECONDS: '3600',
    });
    await running.get('/contacts');
  });
  afterEach(async () => {
    await stopLeftRunning();
    for (const listener of listeners) listener.close();
    await sandbox.close();
  });

  const logged = (message: string): Record<string, unknown>[] =>
    running.logged.filter((line) => line['message'] === message);
  const lineOf = (requestId: string): Promise<Record<string, unknown>> =>
    eventually('its line', 5000, () =>
      Promise.resolve(logged('request').find((line) => line['requestId'] === requestId)),
    );

  it('a pass has a trace of its own, which HubSpot and Nango are told, in a span for each request', () => {
    const [hubSpot, nango] = listeners.map((listener) => listener.traces());
    expect(hubSpot!.size).to.equal(1);
    const [trace] = hubSpot!;
    expect(trace).to.match(/^[\da-f]{32}$/);
    expect(nango).to.deep.equal(hubSpot);
    const spans = listeners.flatMap(({ heard }) => heard.map(({ traceparent }) => String(traceparent).split('-')[2]));
    expect(new Set(spans).size).to.equal(spans.length);
    expect(new Set(logged('upstream call').map(({ traceId }) => traceId))).to.deep.equal(hubSpot);
    expect(logged('pass completed').map(({ traceId }) => traceId)).to.deep.equal([trace]);
  });

  it('a request that has a pass begun has it go on in its own trace', async () => {
    listeners[0]!.heard.length = 0;
    const headers = { traceparent: TRACEPARENT, 'x-request-id': 'traced', 'cache-control': 'no-cache' };
    expect((await running.get('/contacts?limit=1', { headers })).status).to.equal(200);
    expect([...listeners[0]!.traces()]).to.deep.equal([TRACE]);
    expect(String(listeners[0]!.heard[0]!['traceparent'])).to.match(
      new RegExp(`^00-${TRACE}-(?!00f067aa0ba902b7)[\\da-f]{16}-01$`),
    );
    expect((await lineOf('traced'))['traceId']).to.equal(TRACE);
    expect(logged('pass completed').at(-1)?.['traceId']).to.equal(TRACE);
  });

  it('a request without one, or with one that is not valid, has none', async () => {
    await running.get('/contacts?limit=1', { headers: { 'x-request-id': 'plain' } });
    await running.get('/contacts?limit=1', { headers: { 'x-request-id': 'invalid', traceparent: 'anna@example.com' } });
    expect(await lineOf('plain')).to.not.have.property('traceId');
    expect(await lineOf('invalid')).to.not.have.property('traceId');
    expect(JSON.stringify(running.logged)).to.not.contain('anna@');
  });
});
