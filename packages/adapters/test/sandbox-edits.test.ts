import {
  type HubSpotPage,
  type HubSpotRecord,
  requestOf,
  standInUpstreams,
  type UpstreamOptions,
} from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';

const START = Date.parse('2026-11-22T12:00:00.000Z');

describe('the sandbox’s account, edited in the same process and on a clock of one’s own', () => {
  let time: number;
  beforeEach(() => void (time = START));

  const open = (options: UpstreamOptions = {}) => {
    const { hubSpot, tokens } = standInUpstreams({ contacts: 50, now: () => time, ...options });
    const ask = (url: string): unknown =>
      hubSpot.answer(requestOf('GET', `/crm/v3/objects/contacts${url}`, tokens.issue().token)).body;
    const get = (id: string): HubSpotRecord & { readonly message?: string } =>
      ask(`/${id}?properties=email,firstname,hs_merged_object_ids,hs_additional_emails`) as HubSpotRecord;
    const ids = (): string[] => [...hubSpot.account.contacts()].map(({ id }) => id);
    return { hubSpot, edits: hubSpot.edits, ask, get, ids };
  };
  const iso = (ms: number): string => new Date(ms).toISOString();

  it('creates contacts with ids among the others, stamped by HubSpot’s clock', () => {
    const { edits, get, ids } = open({ hubSpotSwitches: { clockOffsetMs: -5000 } });
    const created = Array.from({ length: 20 }, () => edits.create({ firstname: 'New' }));
    const all = ids();
    const positions = created.map((id) => all.indexOf(id));
    expect(Math.min(...positions)).to.be.below(30);
    expect(Math.max(...positions)).to.be.above(40);
    expect(get(created[0]!)).to.include({ createdAt: iso(START - 5000), updatedAt: iso(START - 5000) });
    expect(get(created[0]!).properties['firstname']).to.equal('New');
  });

  it('moves lastmodifieddate with an edit, unless the edit says otherwise', () => {
    const { edits, get, ids } = open();
    const [first, second] = ids();
    edits.edit(first!, { firstname: 'Edited' });
    edits.edit(second!, { firstname: '', lastmodifieddate: String(START - 1000) });
    expect(get(first!)).to.include({ updatedAt: iso(START) });
    expect(get(second!)).to.include({ updatedAt: iso(START - 1000) });
    expect(get(second!).properties['firstname']).to.equal('');
  });

  it('gives all contacts of a bulk edit one and the same lastmodifieddate', () => {
    const { hubSpot, edits } = open({ contacts: 20_000 });
    expect(edits.bulkEdit(15_000, { company: 'Sandbox' })).to.have.length(15_000);
    const stamped = [...hubSpot.account.contacts()].filter(
      ({ properties }) => properties['lastmodifieddate'] === iso(START),
    );
    expect(stamped).to.have.length(15_000);
  });

  it('archives and restores, with a new lastmodifieddate or the old one', () => {
    const { hubSpot, edits, get, ids } = open();
    const [first, second] = ids();
    const before = get(second!).updatedAt;
    for (const id of [first!, second!]) edits.archive(id);
    expect([hubSpot.account.liveCount, hubSpot.account.archivedCount]).to.deep.equal([48, 2]);
    expect(get(first!).message).to.equal('resource not found');
    time += 1000;
    edits.restore(first!);
    edits.restore(second!, { keepDate: true });
    expect([get(first!).updatedAt, get(second!).updatedAt]).to.deep.equal([iso(time), before]);
    expect(ids()).to.have.length(50);
  });

  it('merges into the first id, which remembers the others and their addresses', () => {
    const { edits, get, ids } = open();
    const [a, b, c] = [1, 2, 3].map((number) => edits.create({ email: `${number}@sandbox.example` }));
    edits.merge(b!, c!);
    expect(edits.merge(a!, b!)).to.equal(a);
    const { id, properties } = get(c!);
    expect(id).to.equal(a);
    expect(properties['hs_merged_object_ids']).to.equal(`${c};${b}`);
    expect(properties['hs_additional_emails']).to.equal('2@sandbox.example;3@sandbox.example');
    expect(ids()).to.include(a).and.not.include(b).and.not.include(c);
  });

  it('merges into a new id, of which both old ones are former ids', () => {
    const { edits, get, ids } = open();
    const [a, b] = ids();
    const email = get(a!).properties['email'];
    const survivor = edits.merge(a!, b!, { newId: true });
    expect([survivor === a, survivor === b]).to.deep.equal([false, false]);
    for (const id of [a, b, survivor]) expect(get(id!).id).to.equal(survivor);
    expect(get(survivor).properties).to.include({ email, hs_merged_object_ids: `${a};${b}` });
    expect(ids()).to.have.length(49);
  });

  it('forgets a contact that was deleted for privacy: no list, no archive, no reading', () => {
    const { edits, ask, get, ids } = open();
    const [first, second] = ids();
    edits.archive(second!);
    for (const id of [first!, second!]) edits.privacyDelete(id);
    expect(ids()).to.have.length(48);
    expect((ask('?archived=true') as HubSpotPage).results).to.deep.equal([]);
    expect([get(first!).message, get(second!).message]).to.deep.equal(['resource not found', 'resource not found']);
    expect(() => edits.restore(second!)).to.throw('There is no archived contact');
  });

  it('refuses what cannot be done, with a sentence', () => {
    const { edits, ids } = open();
    const [first] = ids();
    expect(() => edits.edit('7', {})).to.throw('There is no contact 7.');
    expect(() => edits.edit('x', {})).to.throw('"x" is not an id.');
    expect(() => edits.create({}, first)).to.throw(`There is, or was, a contact ${first}.`);
    expect(() => edits.merge(first!, first!)).to.throw('cannot be merged with itself');
    expect(() => edits.bulkEdit(51, {})).to.throw('There are not 51 contacts.');
  });

  it('tells the truth that the list pages through', () => {
    const { hubSpot, edits, ask } = open();
    edits.archive([...hubSpot.account.contacts()][3]!.id);
    edits.create({ firstname: 'New' });
    const { results } = ask('?limit=100&properties=firstname,email') as HubSpotPage;
    const truth = [...hubSpot.account.contacts()];
    expect(results.map(({ id, properties }) => [id, properties['firstname'], properties['email']])).to.deep.equal(
      truth.map(({ id, properties }) => [id, properties['firstname'], properties['email']]),
    );
  });

  it('counts quotas and expiries on the clock that it is given', () => {
    const { hubSpot, tokens } = standInUpstreams({ now: () => time, requestsPer10s: 1, tokenLifeMs: 60_000 });
    const { token } = tokens.issue();
    const status = (): number => hubSpot.answer(requestOf('GET', '/crm/v3/objects/contacts', token)).status;
    const statuses = [status(), status()];
    time += 10_000;
    statuses.push(status());
    time += 50_000;
    statuses.push(status());
    expect(statuses).to.deep.equal([200, 429, 200, 401]);
  });
});
