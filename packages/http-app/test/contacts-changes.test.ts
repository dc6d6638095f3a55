import type { Contact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

interface Changes {
  readonly version: string;
  readonly upserts: readonly Contact[];
  readonly removed: readonly string[];
}

describe('GET /contacts/changes', () => {
  let running: Running;
  let all: Contact[];
  let first: string;

  before(async () => {
    running = await startRunning({
      CACHE_TTL_SECONDS: '600',
      DELETIONS_EVERY_SECONDS: '0',
      // The archive is listed as often as a part of this allows.
      HUBSPOT_REQUESTS_PER_10S: '10000',
    });
    const list = await running.get('/contacts');
    all = (await list.json()) as Contact[];
    first = list.headers.get('x-contacts-version')!;
  });
  after(stopLeftRunning);

  const since = (version: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    running.get(`/contacts/changes?since=${version}`, { ...init, headers });
  const changes = async (version: string): Promise<Changes> => (await (await since(version)).json()) as Changes;
  /** What has changed at HubSpot is in the copy after this. */
  const pass = async (): Promise<string> => {
    const answer = await running.get('/contacts', { method: 'HEAD', headers: { 'cache-control': 'no-cache' } });
    expect(answer.headers.get('cache-status')).to.equal('contacts-gateway; fwd=request');
    return answer.headers.get('x-contacts-version')!;
  };

  it('tells nothing of the version that there is', async () => {
    expect(await changes(first)).to.deep.equal({ version: first, upserts: [], removed: [] });
  });

  it('tells what is new or other as it is in the list, and what has gone', async () => {
    const [edited, removed, survivor, former] = all as [Contact, Contact, Contact, Contact];
    const { edits } = running.sandbox.hubSpot;
    edits.edit(edited.id, { firstname: 'Sandboxer' });
    edits.archive(removed.id);
    const created = edits.create({ firstname: 'Sandboxine' });
    edits.merge(survivor.id, former.id);
    // HubSpot tells its time in whole seconds, and in none of them is its archive listed twice.
    await delay(1000);
    const version = await pass();
    const found = await changes(first);
    expect(found.version).to.equal(version).and.not.equal(first);
    expect(found.upserts.map(({ id }) => id)).to.have.members([edited.id, created, survivor.id]);
    expect(found.removed).to.deep.equal([removed.id, former.id]);
    const now = (await (await running.get('/contacts')).json()) as Contact[];
    const changed = new Map(found.upserts.map((contact) => [contact.id, contact]));
    const gone = new Set(found.removed);
    const kept = all.filter(({ id }) => !gone.has(id)).map((contact) => changed.get(contact.id) ?? contact);
    const news = found.upserts.filter(({ id }) => !all.some((contact) => contact.id === id));
    expect(new Map([...kept, ...news].map((contact) => [contact.id, contact]))).to.deep.equal(
      new Map(now.map((contact) => [contact.id, contact])),
    );
  });

  it('carries the labels of the copy, answers HEAD and its tag, and comes as gzip to who prefers that', async () => {
    const plain = await since(first, { 'accept-encoding': 'identity' });
    const etag = plain.headers.get('etag')!;
    expect(etag).to.match(new RegExp(`^"${plain.headers.get('x-contacts-version')}-[0-9a-f]{16}-json"$`));
    expect(plain.headers.get('content-type')).to.equal('application/json; charset=utf-8');
    expect(plain.headers.get('x-total-count')).to.equal(null);
    const head = await since(first, { 'accept-encoding': 'identity' }, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).to.deep.equal([200, etag, '']);
    expect((await since(first, { 'accept-encoding': 'identity', 'if-none-match': etag })).status).to.equal(304);
    const text = await plain.text();
    const packed = await since(first, { 'accept-encoding': 'gzip' });
    expect(packed.headers.get('etag')).to.equal(etag.replace('json"', 'json-gzip"'));
    expect(await packed.text()).to.equal(text);
  });

  it('answers 410 to a version that it does not know, and 400 where none is given', async () => {
    const unknown = await since('f'.repeat(32));
    expect([unknown.status, await unknown.json()]).to.deep.include.members([410]);
    const problems = await Promise.all(
      ['', '?since=', `?since=${first}&since=${first}`, '?colour=red'].map(async (query) => {
        const answer = await running.get(`/contacts/changes${query}`);
        return [answer.status, ((await answer.json()) as { detail: string }).detail];
      }),
    );
    expect(problems).to.deep.equal([
      [400, 'Bad parameter: since is needed.'],
      [400, 'Bad parameter: since must not be empty.'],
      [400, 'Repeated parameter: since.'],
      [400, 'Unknown parameter: colour. This path takes since.'],
    ]);
  });

  it('says so in a problem, and not in the log: nothing is wrong', async () => {
    const answer = await since('nonsense');
    expect(await answer.json()).to.include({
      status: 410,
      code: 'unknown_version',
      detail: 'Unknown or expired version.',
    });
    expect(running.logged.filter(({ message }) => message === 'request failed')).to.deep.equal([]);
  });
});

describe('Cache-Control in a request for contacts', () => {
  afterEach(stopLeftRunning);

  it('no-cache waits for a pass, of which there is one in 10 s', async () => {
    const running = await startRunning({ CACHE_TTL_SECONDS: '600' });
    const [contact] = (await (await running.get('/contacts')).json()) as [Contact];
    running.sandbox.hubSpot.edits.edit(contact.id, { firstname: 'Sandboxer' });
    const headers = { 'cache-control': 'max-age=0, No-Cache' };
    const answers = await Promise.all(
      ['/contacts', `/contacts/${contact.id}`, '/contacts?limit=1'].map((path) => running.get(path, { headers })),
    );
    for (const answer of answers) {
      expect(answer.headers.get('cache-status')).to.equal('contacts-gateway; fwd=request');
      expect(await answer.text()).to.contain('"name":"Sandboxer');
    }
    expect(running.logged.filter(({ message }) => message === 'pass completed')).to.have.length.within(2, 3);
    await running.stop();
  });

  it('no-cache has the stale copy while HubSpot is away', async () => {
    const running = await startRunning({ CACHE_TTL_SECONDS: '600', HUBSPOT_MAX_ATTEMPTS: '1' });
    await running.get('/contacts');
    running.sandbox.hubSpot.faults.next({ kind: 'reset' }, Infinity);
    const answer = await running.get('/contacts', { headers: { 'cache-control': 'no-cache' } });
    expect(answer.status).to.equal(200);
    await running.stop();
  });

  it('only-if-cached never waits: 504 without a copy, then what there is', async () => {
    const before = ({ hubSpot }: Running['sandbox']): void => void (hubSpot.switches.latencyMs = 100);
    const running = await startRunning({}, { before });
    const headers = { 'cache-control': 'only-if-cached' };
    for (const path of ['/contacts', '/contacts/1', '/contacts/changes?since=1']) {
      const answer = await running.get(path, { headers });
      expect(await answer.json()).to.include({ status: 504, code: 'no_cached_copy', detail: 'No cached copy.' });
      expect(answer.headers.get('retry-after')).to.equal(null);
    }
    await running.get('/contacts');
    const answer = await running.get('/contacts', { headers });
    expect([answer.status, answer.headers.get('cache-status')?.slice(0, 21)]).to.deep.equal([
      200,
      'contacts-gateway; hit',
    ]);
    await running.stop();
  });
});
