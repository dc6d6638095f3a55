import { HubSpotContacts, hubSpotApiVersions, type HubSpotOptions } from '@contacts-gateway/adapters/hubspot';
import { NangoTokens } from '@contacts-gateway/adapters/nango';
import {
  type Fault,
  type HubSpotPage,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '@contacts-gateway/adapters/sandbox';
import { compareIds, type Contact, type ContactWalk, SourceUnreachable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { rejection } from './rejection.js';

describe('HubSpotContacts and NangoTokens, against real servers', () => {
  let sandbox: Sandbox;
  let tokens: NangoTokens;

  beforeEach(() => start({ contacts: 1000 }));

  async function start(options: SandboxOptions): Promise<void> {
    sandbox = await startSandbox(options);
    const set = sandbox.environment;
    tokens = new NangoTokens({
      baseUrl: set.NANGO_BASE_URL,
      secretKey: set.NANGO_SECRET_KEY,
      connectionId: set.NANGO_CONNECTION_ID,
      integrationId: set.NANGO_INTEGRATION_ID,
    });
  }

  afterEach(stop);

  async function stop(): Promise<void> {
    tokens.close();
    await sandbox.close();
  }

  const hubSpotContacts = (options: HubSpotOptions = {}): HubSpotContacts =>
    new HubSpotContacts(tokens, {
      baseUrl: sandbox.environment.HUBSPOT_BASE_URL,
      apiVersion: '2026-09',
      requestsPer10s: 0,
      maxAttempts: 3,
      timeoutMs: 5000,
      ...options,
    });

  const read = async (walk: ContactWalk): Promise<Contact[]> => {
    const contacts: Contact[] = [];
    for await (const page of walk) contacts.push(...page.records.map(({ contact }) => contact));
    return contacts;
  };

  const isWhole = (contacts: Contact[]): boolean =>
    contacts.length === 1000 &&
    contacts.every(({ id }, index) => index === 0 || compareIds(contacts[index - 1]!.id, id) < 0);

  it('reads 1,000 contacts in ten pages, each once and in order, with one token', async () => {
    expect(await read(hubSpotContacts().walk())).to.satisfy(isWhole);
    expect([sandbox.hubSpot.requests, sandbox.nango.requests]).to.deep.equal([10, 1]);
  });

  it('asks once how many contacts there are when a walk is long, and does without an answer', async () => {
    await stop();
    await start({ contacts: 10_200, requestsPer10s: 0 });
    const source = hubSpotContacts({ concurrency: 1 });
    for (const [isAnswered, expected] of [
      [true, 10_200],
      [false, undefined],
    ] as const) {
      if (!isAnswered) sandbox.hubSpot.faults.next({ kind: 'answer', status: 404, body: '' }, Infinity, 'search');
      const before = sandbox.hubSpot.requests;
      const walk = source.walk();
      const known: unknown[] = [];
      for await (const page of walk) {
        expect(page.records).to.have.length(100);
        known.push(walk.expected);
        await delay(known.length === 101 ? 200 : 0);
      }
      expect([known[0], known.at(-1)]).to.deep.equal([undefined, expected]);
      expect(sandbox.hubSpot.requests - before).to.equal(102 + 1);
    }
  });

  const passing: [what: string, fault: Fault][] = [
    ['hangs', { kind: 'hang' }],
    ['trickles', { kind: 'trickle' }],
    ['resets the connection', { kind: 'reset' }],
    ['breaks its answer off', { kind: 'break-off' }],
  ];
  for (const [what, fault] of passing) {
    it(`loses nothing when HubSpot ${what} in the middle of a walk`, async () => {
      sandbox.hubSpot.faults.pass(4).next(fault);
      expect(await read(hubSpotContacts({ timeoutMs: 500 }).walk())).to.satisfy(isWhole);
      expect(sandbox.hubSpot.requests).to.equal(11);
    });
  }

  it('bounds each attempt in time when HubSpot hangs for ever', async () => {
    sandbox.hubSpot.faults.next({ kind: 'hang' }, Infinity);
    const startedAt = performance.now();
    const error = await rejection(read(hubSpotContacts({ maxAttempts: 2, timeoutMs: 150 }).walk()));
    expect(error).to.be.instanceOf(SourceUnreachable);
    expect(performance.now() - startedAt).to.be.within(300, 2000);
    expect(sandbox.hubSpot.requests).to.equal(2);
  });

  it('replaces a token that HubSpot refuses in the middle of a walk, with one forced refresh', async () => {
    const walk = hubSpotContacts().walk();
    const contacts: Contact[] = [];
    for await (const page of walk) {
      contacts.push(...page.records.map(({ contact }) => contact));
      if (contacts.length === 400) sandbox.tokens.expireAll();
    }
    expect(contacts).to.satisfy(isWhole);
    expect([sandbox.hubSpot.requests, sandbox.nango.requests, sandbox.nango.forcedRefreshes]).to.deep.equal([11, 2, 1]);
  });

  it('goes on past an empty page with a cursor', async () => {
    const emptied = (page: unknown): unknown => ({ ...(page as HubSpotPage), results: [] });
    sandbox.hubSpot.faults.pass(2).next({ kind: 'alter', alter: emptied });
    expect(await read(hubSpotContacts().walk())).to.have.length(900);
  });

  it('cancels a walk at once while HubSpot trickles', async () => {
    sandbox.hubSpot.faults.pass(1).next({ kind: 'trickle' });
    const walk = hubSpotContacts({ timeoutMs: 60_000 }).walk();
    const reading = rejection(read(walk));
    await delay(100);
    const cancelledAt = performance.now();
    walk.cancel();
    expect(await reading).to.be.instanceOf(SourceUnreachable);
    expect(performance.now() - cancelledAt).to.be.below(100);
  });

  it('cancels a walk at once while it waits for its quota, or for Nango', async () => {
    const quota = hubSpotContacts({ requestsPer10s: 1 }).walk();
    const waitingForQuota = rejection(read(quota));
    await delay(100);
    sandbox.nango.faults.next({ kind: 'hang' });
    sandbox.tokens.expireAll();
    const refused = hubSpotContacts().walk();
    const waitingForNango = rejection(read(refused));
    await delay(100);
    quota.cancel();
    refused.cancel();
    expect(await Promise.all([waitingForQuota, waitingForNango])).to.satisfy((errors: unknown[]) =>
      errors.every((error) => error instanceof SourceUnreachable),
    );
  });

  for (const apiVersion of hubSpotApiVersions) {
    for (const missingIds of ['reported', 'omitted'] as const) {
      it(`knows what became of 300 contacts when missing ones are ${missingIds}, in version ${apiVersion}`, async () => {
        const { edits, switches } = sandbox.hubSpot;
        switches.missingIds = missingIds;
        switches.batchOrder = 'by-descending-id';
        const ids = (await read(hubSpotContacts({ apiVersion }).walk())).slice(0, 300).map(({ id }) => id);
        const [archived, deleted, restored, merged, survivor, first, second] = ids as [string, ...string[]] & string[];
        edits.archive(archived);
        edits.privacyDelete(deleted!);
        edits.archive(restored!);
        edits.restore(restored!);
        edits.merge(survivor!, merged!);
        const joined = edits.merge(first!, second!, { newId: true });
        const states = await hubSpotContacts({ apiVersion }).read(ids);
        expect([...states.keys()]).to.deep.equal(ids);
        const kinds = ids.map((id) => states.get(id)?.kind);
        expect(kinds.slice(0, 7)).to.deep.equal(['gone', 'gone', 'contact', 'merged', 'contact', 'merged', 'merged']);
        expect(new Set(kinds.slice(7))).to.deep.equal(new Set(['contact']));
        expect(states.get(merged!))
          .to.deep.include({ formerIds: [merged] })
          .and.have.nested.include({
            'contact.id': survivor,
          });
        expect(states.get(second!)).to.have.nested.include({ 'contact.id': joined });
      });
    }
  }

  it('reads many ids for many callers at once without a warning', async () => {
    const warnings: string[] = [];
    const listen = ({ name }: Error): unknown => warnings.push(name);
    process.on('warning', listen);
    const contacts = hubSpotContacts();
    await Promise.all(Array.from({ length: 30 }, (_, index) => contacts.read([String(index)])));
    await delay(10);
    process.off('warning', listen);
    expect(warnings).to.deep.equal([]);
  });

  it('ends a walk and a read under way when it is closed, and begins no other', async () => {
    const contacts = hubSpotContacts({ timeoutMs: 60_000 });
    sandbox.hubSpot.faults.next({ kind: 'hang' }, Infinity);
    const underWay = [rejection(read(contacts.walk())), rejection(contacts.read(['1']))];
    await delay(100);
    const closedAt = performance.now();
    contacts.close();
    for (const error of [...(await Promise.all(underWay)), await rejection(contacts.read(['2']))])
      expect(error).to.be.instanceOf(SourceUnreachable);
    expect(performance.now() - closedAt).to.be.below(100);
  });
});
