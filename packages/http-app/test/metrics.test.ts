import type { Sandbox } from '@contacts-gateway/adapters/sandbox';
import type { Contact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { type Family, parseExposition } from './exposition.js';
import { eventually } from './fleet/eventually.js';
import { dial, sent } from './raw-socket.js';
import { type Running, startRunning, stopLeftRunning, TRACES } from './running-service.js';

const KEY = 'some-key';
const withKey: RequestInit = { headers: { 'x-api-key': KEY } };

const scraped = async (running: Running): Promise<Map<string, Family>> =>
  parseExposition(await (await running.get('/metrics', withKey)).text());

/** The value of one series; undefined where there is none. */
function valueOf(families: Map<string, Family>, name: string, labels: Record<string, string> = {}): number | undefined {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
  return family?.samples.find(
    (sample) => sample.name === name && JSON.stringify(sample.labels) === JSON.stringify(labels),
  )?.value;
}

describe('GET /metrics', () => {
  afterEach(stopLeftRunning);

  const startWithCopy = async (environment: Record<string, string> = {}): Promise<Running> => {
    const running = await startRunning({ API_KEYS: KEY, ...environment });
    await running.get('/contacts', withKey);
    return running;
  };

  it('is Prometheus’s text format, with the names that its conventions ask for', async () => {
    const running = await startWithCopy();
    const answer = await running.get('/metrics', withKey);
    expect(answer.headers.get('content-type')).to.equal('text/plain; version=0.0.4; charset=utf-8');
    const families = parseExposition(await answer.text());
    const own = [...families.values()].filter(({ name }) => !/^(nodejs|process)_/.test(name));
    expect(own.filter(({ name }) => !/^contacts_gateway_[a-z_]+$/.test(name))).to.deep.equal([]);
    for (const { name, type } of own) expect(name.endsWith('_total'), name).to.equal(type === 'counter');
    for (const { name } of own.filter(({ type }) => type === 'histogram')) expect(name).to.match(/_seconds$/);
    expect([...families.keys()]).to.include.members(['nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total']);
  });

  it('counts requests by route and status, however they were asked', async () => {
    const running = await startWithCopy();
    for (const path of [
      '/contacts?limit=1',
      '/contacts?limit=0',
      '/contacts/100406',
      '/contacts/1',
      '/nowhere',
      '/nowhere/2',
    ])
      await running.get(path, withKey);
    await running.get('/contacts');
    const families = await eventually('all are counted', 5000, async () => {
      const found = await scraped(running);
      return valueOf(found, 'contacts_gateway_requests_total', { route: '/metrics', status: '200' })! > 1 && found;
    });
    const counted = (route: string, status: string): number | undefined =>
      valueOf(families, 'contacts_gateway_requests_total', { route, status });
    expect([counted('/contacts', '200'), counted('/contacts', '400')]).to.deep.equal([2, 1]);
    expect([counted('/contacts/:id', '200'), counted('/contacts/:id', '404')]).to.deep.equal([1, 1]);
    expect([counted('none', '404'), counted('none', '401')]).to.deep.equal([2, 1]);
    const duration = 'contacts_gateway_request_duration_seconds';
    expect(valueOf(families, `${duration}_count`, { route: '/contacts' })).to.equal(3);
    expect(valueOf(families, `${duration}_sum`, { route: '/contacts' })).to.be.within(0.0001, 10);
  });

  it('tells callers who had gone before there was an answer from those who had one', async () => {
    const hang = ({ hubSpot }: Sandbox): void => void hubSpot.faults.next('hang', Infinity);
    const running = await startRunning({ API_KEYS: KEY }, { before: hang });
    const socket = dial(running.service.url);
    socket.write(`GET /contacts HTTP/1.1\r\nhost: gateway.example\r\nx-api-key: ${KEY}\r\n\r\n`);
    await delay(100);
    socket.destroy();
    const counted = await eventually('it is counted', 5000, async () => {
      const found = await scraped(running);
      const { samples } = found.get('contacts_gateway_requests_total')!;
      return samples.find(({ labels }) => labels['route'] === '/contacts');
    });
    expect(counted).to.deep.include({ labels: { route: '/contacts', status: 'none' }, value: 1 });
  });

  it('counts what was refused before it could be read as a request', async () => {
    const running = await startRunning({ API_KEYS: KEY });
    for (const bytes of [
      'GARBAGE\r\n\r\n',
      'GET /health HTTP/1.1\r\n\r\n',
      `GET /health HTTP/1.1\r\nhost: gateway.example\r\na: ${'b'.repeat(17_000)}\r\n\r\n`,
      'CONNECT other.example:80 HTTP/1.1\r\nhost: gateway.example\r\n\r\n',
    ])
      await sent(running.service.url, bytes);
    const families = await scraped(running);
    const counted = (status: string): number | undefined =>
      valueOf(families, 'contacts_gateway_requests_total', { route: 'none', status });
    expect(['400', '431', '405'].map(counted)).to.deep.equal([2, 1, 1]);
  });

  it('has no id, address, name or key in a label', async () => {
    const running = await startWithCopy({
      API_KEYS: `${KEY},billing:sha256-${'ab'.repeat(32)}`,
      RATE_LIMIT_PER_MINUTE: '100',
    });
    const contacts = (await (await running.get('/contacts', withKey)).json()) as Contact[];
    const { id, email } = contacts.find((contact) => contact.email !== '')!;
    for (const path of [
      `/contacts/${id}`,
      `/contacts?email=${encodeURIComponent(email)}`,
      `/${id}`,
      `/contacts/${email}`,
    ])
      await running.get(path, withKey);
    await running.get('/contacts', { method: 'POST', headers: { 'x-api-key': 'wrong', traceparent: id } });
    const families = await eventually('all are counted', 5000, async () => {
      const found = await scraped(running);
      return valueOf(found, 'contacts_gateway_requests_total', { route: 'none', status: '401' }) === 1 && found;
    });
    const values = [...families.values()].flatMap(({ samples }) =>
      samples.flatMap(({ labels }) => Object.values(labels)),
    );
    const personal = new Set(contacts.flatMap((contact) => [contact.id, contact.email, contact.name]));
    personal.delete('');
    expect(values.length).to.be.above(50);
    expect(values.filter((value) => personal.has(value))).to.deep.equal([]);
    expect(values.filter((value) => TRACES.test(value) || /@|key|billing|[\da-f]{16}|#\d/.test(value))).to.deep.equal(
      [],
    );
  });

  it('tells of the copy what its lists tell, also after a change', async () => {
    const running = await startWithCopy({ CACHE_TTL_SECONDS: '0.1' });
    const listed = async (query: string): Promise<number> =>
      ((await (await running.get(`/contacts${query}`, withKey)).json()) as unknown[]).length;
    const told = async (): Promise<(number | undefined)[]> => {
      const families = await scraped(running);
      const issue = (code: string): number | undefined =>
        valueOf(families, 'contacts_gateway_contacts_with_issue', { issue: code });
      return [valueOf(families, 'contacts_gateway_contacts'), issue('invalid-email'), issue('suspect')];
    };
    const before = await told();
    expect(before).to.deep.equal([
      await listed(''),
      await listed('?issue=invalid-email'),
      await listed('?issue=suspect'),
    ]);
    expect(before[1]).to.be.above(0);
    running.sandbox.hubSpot.edits.create({
      email: '"{"code":"suspect"}',
      firstname: '{"code":"invalid-email","value":""}',
    });
    await eventually('it has come', 10_000, async () => (await told())[0] === before[0]! + 1);
    expect(await told()).to.deep.equal([before[0]! + 1, before[1]! + 1, before[2]]);
    const age = valueOf(await scraped(running), 'contacts_gateway_copy_age_seconds');
    expect(age).to.be.within(0, 5);
  });

  it('counts calls by outcome, failed passes by code, and tells the quota that is left', async () => {
    const fail = ({ hubSpot }: Sandbox): void => {
      hubSpot.faults.next({ kind: 'answer', status: 403, body: '' }, 1);
    };
    const running = await startRunning({ API_KEYS: KEY }, { before: fail });
    await eventually('there is a copy', 10_000, async () => (await running.get('/contacts', withKey)).status === 200);
    const families = await scraped(running);
    const calls = (operation: string, outcome: string): number | undefined =>
      valueOf(families, 'contacts_gateway_upstream_calls_total', { upstream: 'hubspot', operation, outcome });
    const { samples } = families.get('contacts_gateway_upstream_calls_total')!;
    const operations = new Set(
      samples.filter(({ labels }) => labels['outcome'] === '403').map(({ labels }) => labels['operation']!),
    );
    expect(operations.size).to.equal(1);
    expect(calls([...operations][0]!, '403')).to.equal(1);
    expect(calls([...operations][0]!, '200')).to.be.at.least(10);
    expect(samples.some(({ labels }) => labels['upstream'] === 'nango' && labels['outcome'] === '200')).to.equal(true);
    expect(valueOf(families, 'contacts_gateway_passes_failed_total', { code: 'hubspot_scope_missing' })).to.equal(1);
    expect(valueOf(families, 'contacts_gateway_upstream_quota_remaining', { upstream: 'hubspot' })).to.be.within(
      0,
      110,
    );
    expect(valueOf(families, 'contacts_gateway_pass_duration_seconds_count', { pass: 'walk' })).to.equal(1);
    const events = (event: string): number | undefined =>
      valueOf(families, 'contacts_gateway_directory_events_total', { event });
    expect([events('pass-failed'), events('pass-completed'), events('lease-taken')]).to.deep.equal([1, 1, 2]);
    expect([events('cache-lost'), events('lease-lost')]).to.deep.equal([0, 0]);
  });

  it('tells no age and no number of contacts while there are none', async () => {
    const hang = ({ hubSpot }: Sandbox): void => void hubSpot.faults.next('hang', Infinity);
    const running = await startRunning({ API_KEYS: KEY, HUBSPOT_TIMEOUT_MS: '500' }, { before: hang });
    const families = await scraped(running);
    for (const name of ['copy_age_seconds', 'contacts', 'contacts_with_issue'])
      expect(families.get(`contacts_gateway_${name}`)?.samples, name).to.deep.equal([]);
  });

  it('needs a key unless it is made public', async () => {
    const closed = await startRunning({ API_KEYS: KEY });
    expect((await closed.get('/metrics')).status).to.equal(401);
    const open = await startRunning({ API_KEYS: KEY, PUBLIC_PATHS: '/metrics' });
    expect((await open.get('/metrics')).status).to.equal(200);
    expect((await open.get('/metrics', { method: 'HEAD' })).status).to.equal(200);
    expect((await open.get('/metrics', { method: 'POST' })).status).to.equal(405);
  });
});

describe('the reader of metrics', () => {
  const family = '# HELP a_total A.\n# TYPE a_total counter\n';
  for (const [what, text] of [
    ['no line break at the end', `${family}a_total 1`],
    ['a type without help', '# TYPE a_total counter\na_total 1\n'],
    ['a family that comes twice', `${family}a_total 1\n${family}a_total{b="c"} 1\n`],
    ['a sample of another family', `${family}b_total 1\n`],
    ['a series that comes twice', `${family}a_total{b="c"} 1\na_total{b="c"} 2\n`],
    ['a label that is not quoted', `${family}a_total{b=c} 1\n`],
    ['a quotation mark within a label', `${family}a_total{b="c"d"} 1\n`],
    ['a value that is none', `${family}a_total one\n`],
    ['a histogram without a last bucket', '# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 1\nh_count 1\n'],
  ] as const)
    it(`does not take ${what}`, () => {
      expect(() => parseExposition(text)).to.throw();
    });

  it('takes what is right', () => {
    const text = `${family}a_total{b="c\\"\\n",d="}"} 1e3\n\n# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} 1\nh_bucket{le="+Inf"} 2\nh_sum 1\nh_count 2\n`;
    expect([...parseExposition(text).keys()]).to.deep.equal(['a_total', 'h']);
  });
});
