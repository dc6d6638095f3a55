import { ContactDirectory, type DirectoryEvent } from '@contacts-gateway/domain';
import { expect } from 'chai';
import sinon from 'sinon';
import { ChangingSource } from './changing-source.js';
import { PlainCache } from './plain-cache.js';
import { platform } from './platform.js';

const TTL_MS = 60_000;
const RECONCILE_MS = 3_600_000;
const limits = { ttlMs: TTL_MS, staleMs: 600_000, staleIfErrorMs: 86_400_000, reconcileMs: RECONCILE_MS };
const OFTEN = { kind: 'walk-again', reason: 'too much has changed' } as const;

describe('a directory whose source names what has changed', () => {
  let time: sinon.SinonFakeTimers;
  let source: ChangingSource;
  let cache: PlainCache;
  let events: DirectoryEvent[];
  let directory: ContactDirectory;
  let given: number;

  const newDirectory = (within = limits): ContactDirectory =>
    new ContactDirectory(source, cache, within, {
      ...platform,
      now: () => Date.now(),
      waitLimit: () => new Promise((resolve) => setTimeout(resolve, 30_000)),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      randomId: () => `id ${(given += 1)}`,
      observe: (event) => events.push(event),
    });

  /** A first copy, and what was asked for it forgotten. */
  async function started(...ids: string[]): Promise<void> {
    source = new ChangingSource(...ids);
    directory = newDirectory();
    await directory.keepFresh();
    source.asked.length = 0;
    events.length = 0;
  }

  /** The pass that is due when the copy becomes stale. */
  async function nextPass(): Promise<void> {
    await time.tickAsync(TTL_MS);
    await directory.keepFresh();
  }

  const names = async (): Promise<Record<string, string>> =>
    Object.fromEntries([...(await directory.read()).snapshot].map(({ id, name }) => [id, name]));
  const ids = async (): Promise<string[]> => Object.keys(await names());
  const last = <Kind extends DirectoryEvent['kind']>(kind: Kind) =>
    events.findLast((event): event is Extract<DirectoryEvent, { kind: Kind }> => event.kind === kind);

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: 1_795_000_000_000 });
    cache = new PlainCache(() => Date.now());
    events = [];
    given = 0;
  });

  afterEach(() => time.restore());

  describe('in a pass', () => {
    it('reads what is named, and nothing else: what is new, what is other, and what has gone', async () => {
      await started('1', '2', '3');
      source.contacts.set('1', 'Renamed').set('4', 'Newcomer').delete('3');
      source.named.push({ changed: ['1', '4'], perhapsGone: ['3'] });
      await nextPass();
      expect(source.asked.slice(1)).to.deep.equal([{ read: ['1', '3', '4'] }]);
      expect(await names()).to.deep.equal({ 1: 'Renamed', 2: 'Person 2', 4: 'Newcomer' });
    });

    it('asks nothing more when nothing is named', async () => {
      await started('1');
      await nextPass();
      expect(source.asked).to.have.length(1);
      expect((await directory.read()).ageMs).to.equal(0);
    });

    it('goes on from the checkpoint of the last names, and tells how many contacts there are', async () => {
      await started('1', '2');
      await nextPass();
      await nextPass();
      expect(source.asked).to.deep.equal([
        { since: '000001', size: 2 },
        { since: '000002', size: 2 },
      ]);
    });

    it('removes nothing that is only named, and reads of what may have gone only what is there', async () => {
      await started('1', '2');
      source.named.push({ perhapsGone: ['2', '77'] });
      await nextPass();
      expect(source.readings).to.deep.equal([['2']]);
      expect(await ids()).to.deep.equal(['1', '2']);
    });

    it('keeps the last known contact of an id that cannot be read', async () => {
      await started('1');
      source.contacts.set('1', 'Renamed');
      source.unreadable.add('1');
      source.named.push({ changed: ['1'] });
      await nextPass();
      expect(await names()).to.deep.equal({ 1: 'Person 1' });
    });

    it('asks for the ids that a named contact has taken over, and answers them with that contact', async () => {
      await started('1', '2', '3');
      source.contacts.delete('2');
      source.merged.set('2', '3');
      source.named.push({ changed: ['3'] });
      await nextPass();
      expect(source.readings).to.deep.equal([['3'], ['2']]);
      expect(await ids()).to.deep.equal(['1', '3']);
      expect((await directory.read()).snapshot.get('2')?.id).to.equal('3');
    });

    it('brings back what was gone and is there again', async () => {
      await started('1', '2');
      source.contacts.delete('2');
      source.named.push({ perhapsGone: ['2'] }, { changed: ['2'] });
      await nextPass();
      source.contacts.set('2', 'Person 2');
      await nextPass();
      expect(await ids()).to.deep.equal(['1', '2']);
    });

    it('changes nothing and asks again from the same checkpoint when it fails in the middle', async () => {
      await started('1');
      source.contacts.set('1', 'Renamed');
      source.named.push({ changed: ['1'] });
      const read = source.read.bind(source);
      source.read = (asked) => {
        source.isAway = true;
        return read(asked);
      };
      await nextPass();
      expect(await names()).to.deep.equal({ 1: 'Person 1' });
      expect(last('pass-failed')).to.include({ nextPassInMs: 2000 });
      source.read = read;
      source.isAway = false;
      source.named.push({ changed: ['1'] });
      await time.tickAsync(2000);
      await directory.keepFresh();
      expect(await names()).to.deep.equal({ 1: 'Renamed' });
      expect(source.asked.filter((question) => typeof question === 'object' && 'since' in question)).to.deep.equal([
        { since: '000001', size: 1 },
        { since: '000001', size: 1 },
      ]);
    });

    it('leaves a line: kind, names, reads, changes, requests and duration', async () => {
      await started('1', '2');
      source.contacts.set('1', 'Renamed').delete('2');
      source.named.push({ changed: ['1', '9'], perhapsGone: ['2', '8'] });
      await nextPass();
      expect(last('pass-completed')).to.include({ pass: 'changes', names: 3, reads: 3, changed: 1, removed: 1 });
      expect(last('pass-completed')).to.include({ contacts: 1, durationMs: 0 });
    });

    it('says loudly that over a fifth of the contacts have gone', async () => {
      await started('1', '2', '3', '4', '5');
      source.contacts.delete('5');
      source.named.push({ perhapsGone: ['5'] });
      await nextPass();
      expect(last('many-removed')).to.equal(undefined);
      source.contacts.delete('4');
      source.named.push({ perhapsGone: ['4'] });
      await nextPass();
      expect(last('many-removed')).to.include({ removed: 1, of: 4 });
    });
  });

  describe('after its first walk', () => {
    /** A first walk that takes so long. */
    async function walkedFor(ms: number): Promise<void> {
      source = new ChangingSource('1');
      source.heldBack = new Promise((resolve) => setTimeout(resolve, ms));
      source.named.push({ changed: ['1'] });
      directory = newDirectory();
      void directory.keepFresh();
      await time.tickAsync(ms);
    }

    it('follows at once what has changed since the walk began, however much that is, when that is long ago', async () => {
      await walkedFor(TTL_MS);
      expect(source.asked).to.deep.equal(['walk', { since: '000001', size: Infinity }, { read: ['1'] }]);
    });

    it('leaves that to the next pass after a short walk', async () => {
      await walkedFor(TTL_MS - 1);
      expect(source.asked).to.deep.equal(['walk']);
      await nextPass();
      expect(source.asked).to.deep.equal(['walk', { since: '000001', size: 1 }, { read: ['1'] }]);
    });

    it('serves what it has walked before that, and also when that fails', async () => {
      const since = sinon.stub(ChangingSource.prototype, 'changesSince').returns(new Promise(() => undefined));
      await walkedFor(TTL_MS);
      since.restore();
      expect(await ids()).to.deep.equal(['1']);
    });
  });

  describe('told to walk again', () => {
    it('walks, for the reason that it was told', async () => {
      await started('1');
      source.contacts.set('2', 'Person 2');
      source.named.push(OFTEN);
      await nextPass();
      expect(source.asked).to.deep.equal([{ since: '000001', size: 1 }, 'walk']);
      expect(last('walk-started')).to.include({ reason: OFTEN.reason });
      expect(await ids()).to.deep.equal(['1', '2']);
    });

    it('does not walk again for what has changed during a long walk', async () => {
      await started('1');
      source.named.push(OFTEN, OFTEN);
      await time.tickAsync(TTL_MS);
      source.heldBack = new Promise((resolve) => setTimeout(resolve, TTL_MS));
      void directory.keepFresh();
      await time.tickAsync(TTL_MS);
      expect(source.asked).to.deep.equal([{ since: '000001', size: 1 }, 'walk', { since: '000002', size: Infinity }]);
    });

    it('asks for each contact that the walk has missed before it takes it for gone', async () => {
      await started('1', '2', '3');
      source.contacts.delete('3');
      source.unlisted.add('2');
      source.named.push(OFTEN);
      await nextPass();
      expect(source.readings).to.deep.equal([['2', '3']]);
      expect(await ids()).to.deep.equal(['1', '2']);
    });

    it('removes nothing when the walk breaks off', async () => {
      await started('1', '2');
      source.named.push(OFTEN);
      await time.tickAsync(TTL_MS);
      source.heldBack = new Promise((resolve) => setTimeout(resolve, 1000));
      const pass = directory.keepFresh();
      await time.tickAsync(500);
      source.isAway = true;
      await time.tickAsync(500);
      await pass;
      expect(await ids()).to.deep.equal(['1', '2']);
      expect(last('walk-ended')).to.include({ complete: false });
    });
  });

  describe('when its last walk is long ago', () => {
    /** A walk beside the passes that has read its first page. */
    async function walkingBeside(): Promise<() => Promise<void>> {
      let goOn: (value?: unknown) => void = () => undefined;
      source.heldBack = new Promise((resolve) => (goOn = resolve));
      await time.tickAsync(RECONCILE_MS);
      await directory.keepFresh();
      await time.tickAsync(0);
      expect(source.walks).to.equal(1);
      return async () => {
        goOn();
        await time.tickAsync(0);
        await directory.keepFresh();
      };
    }

    it('walks beside the passes, and finds what nobody has named', async () => {
      await started('1', '2', '3');
      source.contacts.set('4', 'Restored').delete('2');
      const end = await walkingBeside();
      expect(await ids()).to.deep.equal(['1', '2', '3']);
      await end();
      expect(await ids()).to.deep.equal(['1', '3', '4']);
      expect(last('pass-completed')).to.include({ pass: 'walk', removed: 1 });
    });

    it('goes on with its passes meanwhile; what they have read is read once more, and wins', async () => {
      await started('1', '2', '3');
      const end = await walkingBeside();
      source.contacts.set('1', 'Renamed').delete('3');
      source.named.push({ changed: ['1'], perhapsGone: ['3'] });
      await nextPass();
      expect(await names()).to.deep.equal({ 1: 'Renamed', 2: 'Person 2' });
      source.asked.length = 0;
      await end();
      expect(source.readings).to.deep.equal([['1', '3']]);
      expect(await names()).to.deep.equal({ 1: 'Renamed', 2: 'Person 2' });
    });

    it('reads again what has changed since the walk began, and no older', async () => {
      await started('1', '2');
      const end = await walkingBeside();
      await nextPass();
      source.contacts.set('1', 'Renamed');
      source.named.push({ changed: ['1'] });
      source.asked.length = 0;
      await end();
      expect(source.asked[0]).to.deep.include({ size: Infinity });
      expect(await names()).to.deep.equal({ 1: 'Renamed', 2: 'Person 2' });
    });

    it('keeps what the walk has found while the source is away, and brings it in when it is back', async () => {
      await started('1', '2');
      source.contacts.delete('2');
      const end = await walkingBeside();
      await nextPass();
      source.changesSince = sinon.stub().callsFake(async () => {
        delete (source as Partial<ChangingSource>).changesSince;
        throw Object.assign(new Error(), { code: 'source_unreachable' });
      });
      await end();
      expect(await ids()).to.deep.equal(['1', '2']);
      await time.tickAsync(2000);
      await directory.keepFresh();
      expect(await ids()).to.deep.equal(['1']);
      expect(source.walks).to.equal(1);
    });

    it('says that the walk has failed, serves on, and tries again later', async () => {
      await started('1');
      const end = await walkingBeside();
      source.isAway = true;
      await end();
      expect(last('walk-failed')).to.include({ nextWalkInMs: 2000 });
      source.isAway = false;
      expect(await ids()).to.deep.equal(['1']);
      await nextPass();
      await time.tickAsync(0);
      expect(source.walks).to.equal(2);
    });

    it('lets one instance walk, however many there are', async () => {
      await started('1');
      const other = newDirectory({ ...limits, ttlMs: 1000 });
      await other.keepFresh();
      const end = await walkingBeside();
      for (let pass = 1; pass <= 5; pass += 1) {
        await time.tickAsync(1000);
        await other.keepFresh();
      }
      expect(source.walks).to.equal(1);
      await end();
      await time.tickAsync(TTL_MS);
      await other.keepFresh();
      expect(source.walks).to.equal(1);
      expect(source.asked.filter((question) => question !== 'walk').length).to.be.above(5);
    });

    it('ends it when it closes', async () => {
      await started('1');
      const end = await walkingBeside();
      const closed = directory.close();
      await end();
      await closed;
      expect(last('walk-failed')).to.equal(undefined);
      expect(directory.status().walk).to.equal(undefined);
    });
  });

  it('tells of a long walk every few seconds, with what is left by the size of the last copy', async () => {
    await started('1', '2', '3', '4');
    let goOn: (value?: unknown) => void = () => undefined;
    source.heldBack = new Promise((resolve) => (goOn = resolve));
    source.named.push(OFTEN);
    await time.tickAsync(TTL_MS);
    const pass = directory.keepFresh();
    await time.tickAsync(5000);
    expect(last('walk-progress')).to.include({ contacts: 1, pages: 1, durationMs: 5000, leftMs: 15_000 });
    goOn();
    await pass;
    expect(last('walk-ended')).to.include({ complete: true, contacts: 4, duplicates: 0, skipped: 0, rateLimited: 0 });
  });
});
