import type { Contact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

describe('GET /contacts/{id}', () => {
  let running: Running;
  let all: Contact[];
  let merged: { survivor: string; former: string };

  before(async () => {
    const before = ({ hubSpot }: Running['sandbox']): void => {
      const [survivor, former] = [hubSpot.edits.create({ firstname: 'Sandboxer' }), hubSpot.edits.create()];
      merged = { survivor: hubSpot.edits.merge(survivor, former), former };
    };
    running = await startRunning({}, { before });
    all = (await (await running.get('/contacts')).json()) as Contact[];
  });
  after(stopLeftRunning);

  it('answers the contact as it is in the list, with the labels of the copy', async () => {
    for (const contact of [all[0]!, all[500]!, all.at(-1)!]) {
      const answer = await running.get(`/contacts/${contact.id}`);
      expect([answer.status, await answer.text()]).to.deep.equal([200, JSON.stringify(contact)]);
      expect(answer.headers.get('content-type')).to.equal('application/json; charset=utf-8');
      expect(answer.headers.get('content-location')).to.equal(null);
      expect(answer.headers.get('etag')).to.equal(`"${answer.headers.get('x-contacts-version')}-json"`);
      expect(answer.headers.get('cache-status')).to.match(/^contacts-gateway; hit; ttl=\d+$/);
      expect(answer.headers.get('vary')).to.equal('Accept, Accept-Encoding');
    }
  });

  it('answers the survivor of a merge for a former id, and says where it is', async () => {
    const answer = await running.get(`/contacts/${merged.former}`);
    expect([answer.status, answer.headers.get('content-location')]).to.deep.equal([
      200,
      `/contacts/${merged.survivor}`,
    ]);
    expect(await answer.json()).to.include({ id: merged.survivor });
  });

  it('knows percent-encoded ids', async () => {
    const { id } = all[0]!;
    const encoded = [...id].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join('');
    expect(await (await running.get(`/contacts/${encoded}`)).json()).to.deep.equal(all[0]);
  });

  it('answers HEAD with the same headers, and 304 to one of its tags', async () => {
    const { id } = all[0]!;
    const get = await running.get(`/contacts/${id}`);
    const head = await running.get(`/contacts/${id}`, { method: 'HEAD' });
    for (const name of ['etag', 'content-length', 'content-type', 'last-modified'])
      expect(head.headers.get(name), name).to.equal(get.headers.get(name)).and.not.equal(null);
    expect(await head.text()).to.equal('');
    for (const tags of [get.headers.get('etag')!, `"a", W/${get.headers.get('etag')}`, '*']) {
      const { status, headers } = await running.get(`/contacts/${id}`, { headers: { 'if-none-match': tags } });
      expect([status, headers.get('etag')]).to.deep.equal([304, get.headers.get('etag')]);
    }
  });

  const unknown: [what: string, path: string, status: number, detail: string][] = [
    ['an id that nobody has', '/contacts/1', 404, 'No such contact.'],
    ['an id with more before it', '/contacts/0100406', 404, 'No such contact.'],
    ['an id with a space around it', '/contacts/100406%20', 404, 'No such contact.'],
    ['what looks like a path', '/contacts/..%2fhealth', 404, 'No such contact.'],
    ['no id', '/contacts/', 404, 'Not found.'],
    ['what cannot be decoded', '/contacts/%zz', 404, 'Not found.'],
    ['something below it', '/contacts/1/2', 404, 'Not found.'],
    ['a parameter', '/contacts/1?limit=1', 400, 'Unknown parameter: limit. This path takes none.'],
  ];
  for (const [what, path, status, detail] of unknown)
    it(`answers ${status} to ${what}`, async () => {
      const answer = await running.get(path, { headers: { 'if-none-match': '*' } });
      expect(answer.headers.get('content-type')).to.equal('application/problem+json');
      expect(answer.headers.get('etag')).to.equal(null);
      expect(await answer.json()).to.include({ status, detail, code: status === 404 ? 'not_found' : 'bad_parameter' });
    });

  it('says of a missing contact in which version it is missing', async () => {
    const { headers } = await running.get('/contacts/1');
    expect(headers.get('x-contacts-version')).to.match(/^[0-9a-f]{32}$/);
    expect(headers.get('vary')).to.equal('Accept, Accept-Encoding');
  });

  it('asks HubSpot nothing', async () => {
    const before = running.sandbox.hubSpot.requests;
    await running.get(`/contacts/${merged.former}`);
    await running.get('/contacts/1');
    expect(running.sandbox.hubSpot.requests).to.equal(before);
  });
});
