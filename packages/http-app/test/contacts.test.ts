import type { Contact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { STATUS_CODES } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

/** fetch asks for gzip by itself. */
const plain: RequestInit = { headers: { 'accept-encoding': 'identity' } };

describe('GET /contacts', () => {
  let running: Running;

  before(async () => {
    running = await startRunning();
    await running.get('/contacts');
  });
  after(stopLeftRunning);

  it('answers every contact once, in the order of ids, from ten pages', async () => {
    const answer = await running.get('/contacts');
    const contacts = (await answer.json()) as Contact[];
    const ids = contacts.map(({ id }) => Number(id));
    expect(answer.status).to.equal(200);
    expect(contacts).to.have.length(1000);
    expect(ids).to.deep.equal([...new Set(ids)].toSorted((a, b) => a - b));
    expect(running.sandbox.hubSpot.requests).to.equal(10);
  });

  it('labels the list with its version, size and freshness', async () => {
    const { headers } = await running.get('/contacts', plain);
    const version = headers.get('x-contacts-version');
    expect(version).to.match(/^[0-9a-f]{32}$/);
    expect(headers.get('etag')).to.equal(`"${version}-json"`);
    expect(headers.get('x-total-count')).to.equal('1000');
    expect(headers.get('content-type')).to.equal('application/json; charset=utf-8');
    expect(headers.get('vary')).to.equal('Accept, Accept-Encoding');
    expect(headers.get('cache-control')).to.equal('private, no-cache');
    expect(Number(headers.get('age'))).to.be.within(0, 5);
    expect(headers.get('cache-status')).to.match(/^contacts-gateway; hit; ttl=5\d$/);
    expect(Date.now() - Date.parse(headers.get('last-modified')!)).to.be.within(0, 6000);
  });

  it('says that it had to fetch them when the caller came first', async () => {
    const late = await startRunning({}, { latencyMs: 10 });
    const { headers } = await late.get('/contacts');
    expect([headers.get('cache-status'), headers.get('age')]).to.deep.equal(['contacts-gateway; fwd=miss', '0']);
  });

  const stable = ({ headers }: Response): string[][] =>
    [...headers].filter(
      ([name]) => !['age', 'cache-status', 'connection', 'date', 'keep-alive', 'x-request-id'].includes(name),
    );

  it('answers HEAD with the same headers and no body', async () => {
    const get = await running.get('/contacts', plain);
    const head = await running.get('/contacts', { ...plain, method: 'HEAD' });
    expect(stable(head)).to.deep.equal(stable(get));
    expect(await head.text()).to.equal('');
    expect((await get.arrayBuffer()).byteLength).to.equal(Number(get.headers.get('content-length')));
  });

  describe('with If-None-Match', () => {
    const ask = async (value: (etag: string) => string): Promise<Response> => {
      const etag = (await running.get('/contacts')).headers.get('etag')!;
      return await running.get('/contacts', { headers: { 'if-none-match': value(etag) } });
    };

    for (const [what, value] of [
      ['the tag', (etag: string) => etag],
      ['the tag, marked weak', (etag: string) => `W/${etag}`],
      ['the tag among others', (etag: string) => `"old", ${etag}`],
      ['any tag', () => '*'],
    ] as const) {
      it(`answers 304 with the same validators and no body to ${what}`, async () => {
        const answer = await ask(value);
        expect(answer.status).to.equal(304);
        expect(await answer.text()).to.equal('');
        const list = await running.get('/contacts');
        for (const name of ['etag', 'last-modified', 'x-contacts-version', 'x-total-count', 'vary', 'cache-control']) {
          expect(answer.headers.get(name), name).to.equal(list.headers.get(name)).and.not.equal(null);
        }
      });
    }

    it('answers 200 to another tag', async () => {
      expect((await ask((etag) => etag.slice(1, -1))).status).to.equal(200);
      expect((await ask(() => '"other"')).status).to.equal(200);
    });
  });

  it('answers 500 concurrent first requests from one walk', async () => {
    const busy = await startRunning({}, { latencyMs: 20 });
    const answers = await Promise.all(Array.from({ length: 500 }, () => busy.get('/contacts')));
    const tags = await Promise.all(
      answers.map(async (answer) => `${answer.status} ${(await answer.text()).length} ${answer.headers.get('etag')}`),
    );
    expect(new Set(tags).size).to.equal(1);
    expect(tags[0]).to.match(/^200 /);
    expect([busy.sandbox.hubSpot.walks, busy.sandbox.hubSpot.requests]).to.deep.equal([1, 10]);
  });

  describe('refuses', () => {
    const cases: [what: string, path: string, init: RequestInit, status: number, code: string, detail: string][] = [
      ['an unknown path', '/nowhere', {}, 404, 'not_found', 'Not found.'],
      ['a path in other case', '/Contacts', {}, 404, 'not_found', 'Not found.'],
      ['POST', '/contacts', { method: 'POST' }, 405, 'method_not_allowed', 'Method not allowed.'],
      ['DELETE', '/health', { method: 'DELETE' }, 405, 'method_not_allowed', 'Method not allowed.'],
    ];
    for (const [what, path, init, status, code, detail] of cases) {
      it(`${what} with ${status} ${code}`, async () => {
        const answer = await running.get(path, init);
        expect(answer.headers.get('content-type')).to.equal('application/problem+json');
        expect(answer.headers.get('allow')).to.equal(status === 405 ? 'GET, HEAD' : null);
        expect(await answer.json()).to.deep.equal({
          status,
          title: STATUS_CODES[status],
          detail,
          code,
          requestId: answer.headers.get('x-request-id'),
        });
      });
    }
  });

  describe('request ids', () => {
    it('are taken from the caller when sane, and are in the log', async () => {
      const answer = await running.get('/contacts', { headers: { 'x-request-id': 'job-17:a.b_c' } });
      expect(answer.headers.get('x-request-id')).to.equal('job-17:a.b_c');
      await delay(50);
      expect(running.logged.find(({ requestId }) => requestId === 'job-17:a.b_c')).to.include({
        message: 'request',
        method: 'GET',
        route: '/contacts',
        status: 200,
      });
    });

    for (const [what, id] of [
      ['an address', 'ada@people.example'],
      ['two words', 'two words'],
      ['a long one', 'x'.repeat(129)],
    ] as const) {
      it(`are made anew instead of ${what}`, async () => {
        const answer = await running.get('/health', { headers: { 'x-request-id': id } });
        expect(answer.headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
      });
    }
  });

  it('logs that a client went away before the end', async () => {
    const slow = await startRunning({}, { latencyMs: 100 });
    const socket = connect(Number(new URL(slow.service.url).port), '127.0.0.1');
    socket.write('GET /contacts HTTP/1.1\r\nhost: gateway.example\r\n\r\n');
    await delay(100);
    socket.destroy();
    await delay(100);
    const line = slow.logged.find(({ message }) => message === 'request');
    expect(line).to.include({ route: '/contacts', aborted: true }).and.not.have.property('status');
  });

  it('takes no fault in a client that went away before a large list was there', async () => {
    const large = await startRunning({ HUBSPOT_REQUESTS_PER_10S: '0' }, { contacts: 20_000, requestsPer10s: 0 });
    const socket = connect(Number(new URL(large.service.url).port), '127.0.0.1');
    socket.write('GET /contacts HTTP/1.1\r\nhost: gateway.example\r\n\r\n');
    await delay(100);
    socket.destroy();
    await large.get('/contacts', { method: 'HEAD' });
    await delay(100);
    const told = large.logged.filter(({ level }) => level !== 'info');
    expect(told).to.deep.equal([]);
    expect(large.logged.find(({ method }) => method === 'GET')).to.include({ route: '/contacts', aborted: true });
  });

  it('logs that an answer was cut off by its reader, and nothing of the kind for a whole one', async function () {
    this.timeout(60_000);
    const large = await startRunning({ HUBSPOT_REQUESTS_PER_10S: '0' }, { contacts: 60_000, requestsPer10s: 0 });
    await large.get('/contacts');
    const socket = connect(Number(new URL(large.service.url).port), '127.0.0.1').pause();
    socket.write('GET /contacts HTTP/1.1\r\nhost: gateway.example\r\n\r\n');
    await delay(300);
    socket.destroy();
    await delay(200);
    const requests = large.logged.filter(({ message }) => message === 'request');
    expect(requests.map(({ status, aborted }) => [status, aborted])).to.deep.equal([
      [200, undefined],
      [200, true],
    ]);
  });

  for (const [form, accept] of [
    ['list', 'application/json'],
    ['list of lines', 'application/x-ndjson'],
  ] as const)
    it(`finishes a large ${form} in the version that it began, while another takes its place`, async function () {
      const asked = { headers: { ...plain.headers, accept } };
      // Three walks through many contacts, on a machine that may have other things to do.
      this.timeout(60_000);
      const large = await startRunning(
        { HUBSPOT_REQUESTS_PER_10S: '0', CACHE_TTL_SECONDS: '0.1' },
        { contacts: 40_000, requestsPer10s: 0 },
      );
      const whole = await large.get('/contacts', asked);
      const before = Buffer.from(await whole.arrayBuffer());
      expect(before.toString().match(/"source":/g)).to.have.length(40_000);
      const slow = (await fetch(`${large.service.url}/contacts`, asked)).body!.getReader();
      const parts = [(await slow.read()).value!];
      large.sandbox.hubSpot.edits.bulkEdit(40_000, { firstname: 'Other' });
      const version = whole.headers.get('etag');
      for (let etag = version; etag === version; await delay(50)) {
        etag = (await large.get('/contacts', { ...asked, method: 'HEAD' })).headers.get('etag');
      }
      for (let part = await slow.read(); !part.done; part = await slow.read()) parts.push(part.value);
      expect(Buffer.concat(parts).equals(before)).to.equal(true);
    });

  it('answers an empty account with an empty list', async () => {
    const answer = await (await startRunning({}, { contacts: 0 })).get('/contacts', plain);
    expect([answer.status, await answer.text(), answer.headers.get('content-length')]).to.deep.equal([200, '[]', '2']);
  });

  it('logs the route of a request and never its query or an unknown path', async () => {
    await running.get('/contacts?email=ada@people.example');
    await running.get('/people/ada@people.example');
    await delay(50);
    const requests = running.logged.filter(({ message }) => message === 'request').slice(-2);
    expect(requests.map(({ route, status }) => [route, status])).to.deep.equal([
      ['/contacts', 200],
      ['none', 404],
    ]);
    expect(JSON.stringify(running.logged)).to.not.contain('people.example');
  });
});

describe('GET /health', () => {
  afterEach(stopLeftRunning);

  it('is 200 whatever the upstreams do', async () => {
    const before = ({ hubSpot }: Running['sandbox']): void => void hubSpot.faults.next({ kind: 'hang' }, Infinity);
    const running = await startRunning({}, { before });
    const answer = await running.get('/health');
    expect([answer.status, await answer.text()]).to.deep.equal([200, '{"status":"ok"}']);
  });
});

describe('GET /ready', () => {
  afterEach(stopLeftRunning);

  const ask = async (running: Running): Promise<{ http: number; body: Record<string, unknown> }> => {
    const answer = await running.get('/ready');
    return { http: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('is 503 with the progress of the walk until there is a copy, then 200', async () => {
    const running = await startRunning({}, { latencyMs: 60 });
    await delay(200);
    const { http, body } = await ask(running);
    const { walk, ...rest } = body;
    expect(http).to.equal(503);
    expect(rest).to.deep.equal({
      status: 'not ready',
      copy: { state: 'none' },
      hubspot: { state: 'unknown' },
      tokens: { state: 'unknown' },
      cache: { state: 'ok' },
      pass: { state: 'running' },
      deletions: { everySeconds: 900 },
    });
    const { state, pages, contacts } = walk as { state: string; pages: number; contacts: number };
    expect(state).to.equal('running');
    expect(pages).to.be.within(1, 9);
    expect(contacts).to.equal(pages * 100);
    const list = await running.get('/contacts');
    expect(await ask(running)).to.deep.equal({
      http: 200,
      body: {
        status: 'ready',
        copy: { state: 'fresh', contacts: 1000, version: list.headers.get('x-contacts-version'), ageSeconds: 0 },
        hubspot: { state: 'ok' },
        tokens: { state: 'ok' },
        cache: { state: 'ok' },
        pass: { state: 'idle' },
        deletions: { everySeconds: 900 },
        walk: { state: 'idle' },
      },
    });
  });

  for (const [upstream, other] of [
    ['hubspot', 'tokens'],
    ['tokens', 'hubspot'],
  ] as const) {
    it(`names what fails at ${upstream}, and when it will be asked again`, async () => {
      const before = ({ nango, hubSpot }: Running['sandbox']): void =>
        void (upstream === 'tokens'
          ? nango.faults.next({ kind: 'answer', status: 404, body: { error: { code: 'not_found' } } }, Infinity)
          : hubSpot.faults.next({ kind: 'answer', status: 403, body: {} }, Infinity));
      const running = await startRunning({}, { before });
      await running.get('/contacts');
      const { http, body } = await ask(running);
      const code = upstream === 'tokens' ? 'token_provider_misconfigured' : 'hubspot_scope_missing';
      expect(http).to.equal(503);
      expect(body).to.deep.include({
        status: 'not ready',
        [upstream]: { state: 'failing', code },
        [other]: { state: 'unknown' },
      });
      expect(body['pass']).to.deep.equal({ state: 'paused', seconds: 2 });
    });
  }
});
