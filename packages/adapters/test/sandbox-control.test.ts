import { type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { command, HubSpotRequests } from './sandbox-requests.js';

describe('the sandbox’s control endpoint', () => {
  let sandbox: Sandbox;
  let hubSpot: HubSpotRequests;
  beforeEach(async () => {
    sandbox = await startSandbox({ contacts: 10 });
    hubSpot = new HubSpotRequests(sandbox);
  });
  afterEach(() => sandbox.close());

  const send = async (name: string, input?: unknown): Promise<Record<string, unknown>> =>
    (await command(sandbox, name, input)).body;

  it('scripts faults by name or in full, after some requests and for one operation', async () => {
    await send('fault', { upstream: 'hubSpot', fault: 'scope-missing', times: 2, after: 1, operation: 'list' });
    const teapot = { kind: 'answer', status: 418, headers: { 'x-tea': 'yes' }, body: { tea: true } };
    expect(await send('fault', { upstream: 'hubSpot', fault: teapot, operation: 'get' })).to.deep.equal({ waiting: 4 });
    const statuses: number[] = [];
    for (let nth = 1; nth <= 4; nth += 1) statuses.push((await hubSpot.list()).status);
    expect(statuses).to.deep.equal([200, 403, 403, 200]);
    const { status, headers, body } = await hubSpot.get('1');
    expect([status, headers.get('x-tea'), body]).to.deep.equal([418, 'yes', { tea: true }]);
  });

  it('edits contacts in every way, and tells the truth about them', async () => {
    const { id } = await send('create', { properties: { firstname: 'New' }, id: '500' });
    await send('edit', { id, properties: { firstname: 'Edited' } });
    expect(await send('bulk-edit', { count: 5, properties: { company: 'Sandbox' } })).to.deep.equal({ edited: 5 });
    const { contacts } = (await send('contacts', { after: '499', limit: 1 })) as {
      contacts: { id: string; properties: Record<string, string> }[];
    };
    expect([contacts[0]?.id, contacts[0]?.properties['firstname']]).to.deep.equal(['500', 'Edited']);
    const [first, second, third] = (await hubSpot.ids()).slice(1);
    await send('archive', { id });
    await send('restore', { id, keepDate: true });
    await send('archive', { id: first });
    await send('privacy-delete', { id: first });
    const merged = await send('merge', { survivor: second, merged: third, newId: true });
    expect(merged['id']).to.not.be.oneOf([second, third]);
    expect(await send('state')).to.include({ contacts: 9, archived: 0 });
  });

  it('sets switches, expires tokens, clears faults and resets counters', async () => {
    const { token } = sandbox.tokens.issue();
    await send('switch', { upstream: 'hubSpot', name: 'indexLagMs', value: 60_000 });
    await send('switch', { upstream: 'nango', name: 'keyScope', value: 'connections' });
    await send('fault', { upstream: 'hubSpot', fault: 'hang', times: 9 });
    await send('expire-tokens');
    expect(sandbox.tokens.expiryOf(token)).to.be.at.most(Date.now());
    await send('clear-faults');
    await hubSpot.list();
    const before = await send('state');
    expect(before['hubSpot']).to.deep.include({ requests: 1, walks: 1, faultsWaiting: 0 });
    expect((before['hubSpot'] as { switches: object }).switches).to.include({ indexLagMs: 60_000 });
    expect((before['nango'] as { switches: object }).switches).to.include({ keyScope: 'connections' });
    const after = await send('reset-counters');
    expect(after['hubSpot']).to.deep.include({
      requests: 0,
      walks: 0,
      operations: { list: 0, get: 0, 'batch-read': 0, search: 0 },
    });
  });

  const bad: [name: string, input: unknown, sentence: RegExp][] = [
    ['nonsense', undefined, /^The commands are state, .*privacy-delete\.$/],
    ['toString', undefined, /^The commands are/],
    ['edit', '{', /^The body is not JSON\.$/],
    ['edit', [], /^The body is not a JSON object\.$/],
    ['edit', {}, /^id is an id\.$/],
    ['edit', { id: '7' }, /^There is no contact 7\.$/],
    ['create', { properties: { firstname: 1 } }, /^properties is an object of strings and nulls\.$/],
    ['fault', { upstream: 'other' }, /^upstream is one of hubSpot, nango\.$/],
    ['fault', { upstream: 'nango', fault: 'scope-missing' }, /^fault is one of hang, /],
    ['fault', { upstream: 'hubSpot', fault: 'hang', operation: 'write' }, /^operation is one of list, get/],
    ['fault', { upstream: 'hubSpot', fault: 'hang', times: -1 }, /^times is a whole number\.$/],
    ['fault', { upstream: 'hubSpot', fault: { kind: 'answer', status: 99 } }, /^status is from 200 to 599\.$/],
    ['switch', { upstream: 'hubSpot', name: 'speed' }, /^name is one of latencyMs, /],
    ['switch', { upstream: 'hubSpot', name: 'indexLagMs', value: '1' }, /^indexLagMs takes a whole number\.$/],
    ['switch', { upstream: 'hubSpot', name: 'missingIds', value: true }, /^value is one of reported, omitted\.$/],
  ];
  for (const [name, input, sentence] of bad)
    it(`answers 400 with a sentence to ${name} ${JSON.stringify(input) ?? ''}`, async () => {
      const { status, body } = await command(sandbox, name, input);
      expect(status).to.equal(400);
      expect(body['error']).to.match(sentence);
    });
});
