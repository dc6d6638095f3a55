import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { MockTokens } from '@contacts-gateway/adapters/mock';
import type { ContactState } from '@contacts-gateway/domain';
import { expect } from 'chai';
import nock from 'nock';
import { FakeClock } from './fake-clock.js';
import { networkError } from './network-error.js';
import { playRecordedAnswersOnly } from './recorded-answers.js';
import { exposed, rejection } from './rejection.js';

const HOST = 'http://hubspot.example';
const PATH = '/crm/objects/2026-09/contacts';
const PROPERTIES = ['email', 'firstname', 'lastname', 'hs_merged_object_ids'];

const record = (id: string, merged: string | null = null): Record<string, unknown> => ({
  id,
  properties: { email: null, firstname: `Person ${id}`, lastname: null, hs_merged_object_ids: merged },
});
const contact = (id: string) => ({
  id,
  name: `Person ${id}`,
  email: '',
  source: 'hubspot',
});
const missing = (...ids: string[]) => ({
  status: 'error',
  category: 'OBJECT_NOT_FOUND',
  message: 'Could not get some contacts',
  context: { ids },
});
/** A 404 for one id as recorded from HubSpot. */
const notFound = (id: string) => ({
  status: 'error',
  message: 'Object not found.  objectId are usually numeric.',
  correlationId: '5a9db0c5-0000-4000-8000-000000000001',
  context: { id: [id] },
  category: 'OBJECT_NOT_FOUND',
});

describe('HubSpotContacts, asked what is true of some ids,', () => {
  let clock: FakeClock;
  playRecordedAnswersOnly();
  beforeEach(() => (clock = new FakeClock()));

  const read = async (ids: string[]): Promise<Record<string, ContactState>> => {
    const contacts = new HubSpotContacts(new MockTokens(), {
      baseUrl: HOST,
      apiVersion: '2026-09',
      requestsPer10s: 0,
      maxAttempts: 3,
      timeoutMs: 1000,
      clock,
    });
    return Object.fromEntries(await contacts.read(ids));
  };
  const batch = (ids: string[]): nock.Interceptor =>
    nock(HOST)
      .post(`${PATH}/batch/read`, { properties: PROPERTIES, inputs: ids.map((id) => ({ id })) })
      .query({ archived: 'false' });
  const single = (id: string): nock.Interceptor =>
    nock(HOST).get(`${PATH}/${id}`).query({ properties: PROPERTIES.join(), archived: 'false' });
  const complete = (...results: unknown[]) => ({ status: 'COMPLETE', results });

  it('says what each contact is, in whatever order HubSpot answers', async () => {
    batch(['1', '2']).reply(200, complete(record('2', '8;9'), record('1')));
    expect(await read(['1', '2'])).to.deep.equal({
      1: { kind: 'contact', contact: contact('1'), formerIds: [] },
      2: { kind: 'contact', contact: contact('2'), formerIds: ['8', '9'] },
    });
  });

  it('asks for nothing when there are no ids', async () => {
    expect(await read([])).to.deep.equal({});
  });

  it('asks for a hundred at a time', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => String(1000 + index));
    for (const start of [0, 100, 200]) {
      const part = ids.slice(start, start + 100);
      batch(part).reply(200, complete(...part.map((id) => record(id))));
    }
    expect(Object.keys(await read(ids))).to.have.length(250);
  });

  for (const [status, version] of [
    [207, 'most versions'],
    [200, 'version 2026-09'],
  ] as const) {
    it(`takes for gone what HubSpot says it does not have, with ${status} as in ${version}`, async () => {
      batch(['1', '2', '3']).reply(status, { ...complete(record('1')), numErrors: 1, errors: [missing('2', '3')] });
      const states = await read(['1', '2', '3']);
      expect([states['1']?.kind, states['2'], states['3']]).to.deep.equal([
        'contact',
        { kind: 'gone' },
        { kind: 'gone' },
      ]);
    });
  }

  it('asks by id for what an answer passes over, and takes it for gone only when HubSpot then says so', async () => {
    batch(['1', '2', '3', '4']).reply(200, complete(record('1')));
    single('2').reply(404, notFound('2'));
    single('3').reply(200, record('3'));
    single('4').reply(404, {
      status: 'error',
      message: 'resource not found',
      correlationId: notFound('4').correlationId,
    });
    const states = await read(['1', '2', '3', '4']);
    expect(Object.values(states).map(({ kind }) => kind)).to.deep.equal(['contact', 'gone', 'contact', 'gone']);
  });

  it('does not take a 404 that is not HubSpot’s own for an answer', async () => {
    for (const body of ['<html><h1>404 Not Found</h1></html>', { status: 'error', message: 'no route' }, '']) {
      batch(['2']).reply(200, complete());
      single('2').reply(404, body);
      expect(await rejection(read(['2']))).to.include({ code: 'source_unexpected_status', status: 404 });
    }
  });

  it('asks by id for what an error of another kind names', async () => {
    const error = { ...missing('2'), category: 'INTERNAL_ERROR' };
    batch(['1', '2']).reply(207, { ...complete(record('1')), errors: [error, null, { context: 'odd' }] });
    single('2').reply(200, record('2'));
    expect((await read(['1', '2']))['2']?.kind).to.equal('contact');
  });

  it('finds the survivor of a merge by a former id', async () => {
    batch(['1', '2', '9']).reply(200, complete(record('1'), record('9', '1;2')));
    const states = await read(['1', '2', '9']);
    const survivor = { contact: contact('9'), formerIds: ['1', '2'] };
    expect(states).to.deep.equal({
      1: { kind: 'contact', contact: contact('1'), formerIds: [] },
      2: { kind: 'merged', ...survivor },
      9: { kind: 'contact', ...survivor },
    });
  });

  it('finds the survivor also when it does not name its former ids, and names the one that found it', async () => {
    batch(['2']).reply(200, complete(record('9')));
    single('2').reply(200, record('9'));
    expect(await read(['2'])).to.deep.equal({ 2: { kind: 'merged', contact: contact('9'), formerIds: ['2'] } });
  });

  it('does not take another answer than a 404 for one, whatever it says', async () => {
    batch(['2']).reply(200, complete());
    single('2').reply(200, notFound('2'));
    expect(await rejection(read(['2']))).to.include({ code: 'source_answer_invalid' });
    batch(['2']).reply(200, complete());
    single('2').reply(400, notFound('2'));
    expect(await rejection(read(['2']))).to.include({ code: 'source_unexpected_status', status: 400 });
  });

  it('keeps a contact where an answer contradicts itself', async () => {
    const errors = [missing('1', '2', '3')];
    batch(['1', '2', '3']).reply(207, {
      ...complete(record('1'), { id: '2', properties: 'none' }, record('9', '2;3')),
      errors,
    });
    const states = await read(['1', '2', '3']);
    expect(Object.values(states).map(({ kind }) => kind)).to.deep.equal(['contact', 'unreadable', 'merged']);
  });

  it('finds of several survivors the one with the lowest id, in whatever order they come', async () => {
    for (const results of [
      [record('9', '2'), record('10', '2')],
      [record('10', '2'), record('9', '2')],
    ]) {
      batch(['2', '9', '10']).reply(200, complete(...results));
      expect((await read(['2', '9', '10']))['2']).to.have.nested.include({ kind: 'merged', 'contact.id': '9' });
    }
  });

  it('finds the survivor of a merge also when HubSpot says that it has nothing under the former id', async () => {
    batch(['2', '9']).reply(207, { ...complete(record('9', '2')), errors: [missing('2')] });
    expect((await read(['2', '9']))['2']?.kind).to.equal('merged');
  });

  it('says of a record that is no contact that it is unreadable, and not that it is gone', async () => {
    batch(['1', '2', '3']).reply(200, complete({ id: '1', properties: 'none' }, null, {}));
    single('2').reply(200, { id: '2', properties: [] });
    single('3').reply(404, notFound('3'));
    const states = await read(['1', '2', '3']);
    expect(Object.values(states).map(({ kind }) => kind)).to.deep.equal(['unreadable', 'unreadable', 'gone']);
  });

  it('refuses an answer that is not a batch or not a contact, and names no value', async () => {
    for (const body of ['<html>Ada</html>', { results: 'Ada' }, {}, '{"results":[{"id":"1"', ['Ada']]) {
      batch(['1']).reply(200, body);
      const error = await rejection(read(['1']));
      expect(error).to.include({ code: 'source_answer_invalid' });
      expect(exposed(error)).to.not.contain('Ada');
    }
    for (const body of ['<html>Ada</html>', '', {}, null]) {
      batch(['1']).reply(200, complete());
      single('1').reply(200, body as nock.Body);
      expect(await rejection(read(['1']))).to.include({ code: 'source_answer_invalid' });
    }
  });

  it('repeats a batch that failed, although it is sent by POST', async () => {
    batch(['1']).reply(503);
    batch(['1']).replyWithError(networkError('ECONNRESET'));
    batch(['1']).reply(200, complete(record('1')));
    expect((await read(['1']))['1']?.kind).to.equal('contact');
  });

  it('fails as a whole when a batch fails', async () => {
    batch(['1']).times(3).reply(500, { status: 'error', message: 'internal error' });
    expect(await rejection(read(['1']))).to.include({ code: 'source_unexpected_status', status: 500 });
    batch(['1']).reply(403, { category: 'MISSING_SCOPES' });
    expect(await rejection(read(['1']))).to.include({ code: 'source_scope_missing' });
  });

  it('sends an id as a piece of the path, whatever is in it', async () => {
    batch(['../a?b']).reply(200, complete());
    single('..%2Fa%3Fb').reply(404, notFound('../a?b'));
    expect(await read(['../a?b'])).to.deep.equal({ '../a?b': { kind: 'gone' } });
  });

  it('knows nothing of an id that no path can hold, and asks for no other path instead', async () => {
    const odd = ['', '.', '..', '\ud800'];
    batch(odd).reply(200, complete());
    expect(Object.values(await read(odd)).map(({ kind }) => kind)).to.deep.equal(Array(4).fill('unreadable'));
  });
});
