import {
  CacheUnavailable,
  ContactDirectory,
  type ContactState,
  type DirectoryEvent,
  SourceRateLimited,
  SourceUnreachable,
} from '@contacts-gateway/domain';
import { expect } from 'chai';
import sinon from 'sinon';
import { PlainCache } from '../plain-cache.js';
import { platform } from '../platform.js';
import { page, record, ScriptedSource } from '../scripted-source.js';

const limits = { ttlMs: 60_000, staleMs: 600_000, staleIfErrorMs: 86_400_000, reconcileMs: Infinity };
const LEASE_MS = 15_000;
const HOUR_MS = 3_600_000;

/** Has some contacts in its second page: the first begins with the lowest id, another with 1790. */
const TWO_PAGES = page('1', '2', '1790', '1791');

describe('instances on one cache', () => {
  let time: sinon.SinonFakeTimers;
  let cache: PlainCache;
  let started: number;

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: 1_795_000_000_000 });
    cache = new PlainCache(() => Date.now());
    started = 0;
  });

  afterEach(() => time.restore());

  class Instance {
    readonly source = new ScriptedSource();
    readonly events: DirectoryEvent[] = [];
    readonly directory: ContactDirectory;

    /** @param aheadMs - of its clock. */
    constructor(within = limits, aheadMs = 0) {
      this.directory = new ContactDirectory(this.source, cache, within, {
        ...platform,
        now: () => Date.now() + aheadMs,
        waitLimit: () => new Promise((resolve) => setTimeout(resolve, 30_000)),
        pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        randomId: () => `id ${(started += 1)}`,
        observe: (event) => this.events.push(event),
      });
    }

    /** Until what has begun waits for something. */
    async refresh(): Promise<this> {
      void this.directory.keepFresh();
      await time.tickAsync(0);
      return this;
    }

    /** A copy by a walk of its own. */
    async walked(pages = TWO_PAGES): Promise<this> {
      await this.refresh();
      this.source.last.give(pages).end();
      await time.tickAsync(0);
      return this;
    }

    async ids(): Promise<readonly string[]> {
      return [...(await this.directory.read()).snapshot].map(({ id }) => id);
    }

    get kinds(): readonly string[] {
      return this.events
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'lease-taken' && (!kind.startsWith('walk-') || kind === 'walk-superseded'));
    }
  }

  const pageKeys = () => [...cache.stored.keys()].filter((key) => key.startsWith('page:'));

  describe('share a copy', () => {
    it('that a later one takes over without a walk, with its version, its date and its age', async () => {
      const first = await new Instance().walked();
      await time.tickAsync(5000);
      const second = new Instance();
      const answer = await second.directory.read();
      const original = await first.directory.read();
      expect(answer.snapshot.version).to.equal(original.snapshot.version);
      expect(answer).to.include({ publishedAt: original.publishedAt, ageMs: 5000, waited: true });
      expect(second.source.walks).to.have.length(0);
      expect(second.kinds).to.deep.equal(['copy-received']);
    });

    it('that one of them makes for all when none has one yet', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      const waiting = second.ids();
      first.source.last.give(page('1')).end();
      await time.tickAsync(1000);
      expect(await waiting).to.deep.equal(['1']);
      expect([first, second].map(({ source }) => source.walks.length)).to.deep.equal([1, 0]);
    });

    it('that one of them renews while the others serve theirs, and then have the new one', async () => {
      const first = await new Instance().walked(page('1'));
      const second = await new Instance().refresh();
      await time.tickAsync(limits.ttlMs);
      await first.refresh();
      expect(await second.ids()).to.deep.equal(['1']);
      first.source.last.give(page('2')).end();
      await time.tickAsync(1000);
      await second.refresh();
      expect(await second.ids()).to.deep.equal(['2']);
      expect(second.source.walks).to.have.length(0);
    });

    it('of which a follower fetches only the pages that it lacks', async () => {
      const first = await new Instance().walked();
      const second = await new Instance().refresh();
      const kept = (await second.directory.read()).snapshot.pages[0];
      await time.tickAsync(limits.ttlMs);
      await first.walked(page('1', '2', '1790', '1792'));
      await second.refresh();
      const { pages } = (await second.directory.read()).snapshot;
      expect(pages[0]).to.equal(kept);
      expect(await second.ids()).to.deep.equal(['1', '2', '1790', '1792']);
    });

    it('whose age is never less than the time that they have had it, whatever the clock of the other', async () => {
      await new Instance().walked();
      const head = JSON.parse(platform.decode(cache.stored.get('head')!.value)) as object;
      const ahead = platform.encode(JSON.stringify({ ...head, confirmedAt: Date.now() + 500_000 }));
      await cache.set([{ key: 'head', value: ahead }], HOUR_MS);
      const second = await new Instance().refresh();
      await time.tickAsync(7000);
      expect((await second.directory.read()).ageMs).to.equal(7000);
    });
  });

  describe('let nobody wait in vain:', () => {
    it('who has failed waits for the walk of another once its own pause is over', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      first.source.last.fail(new SourceUnreachable());
      await time.tickAsync(2500);
      const waiting = first.ids();
      await time.tickAsync(0);
      second.source.last.give(page('1')).end();
      await time.tickAsync(1000);
      expect(await waiting).to.deep.equal(['1']);
      expect(first.source.walks).to.have.length(1);
    });

    it('what another has read since a caller asked answers it, also with a time to live of 0', async () => {
      const first = await new Instance({ ...limits, ttlMs: 0, staleMs: 0, staleIfErrorMs: 0 }).refresh();
      const second = new Instance({ ...limits, ttlMs: 0, staleMs: 0, staleIfErrorMs: 0 });
      const waiting = second.ids();
      await time.tickAsync(500);
      first.source.last.give(page('1')).end();
      await time.tickAsync(0);
      await first.refresh();
      await time.tickAsync(1000);
      expect(await waiting).to.deep.equal(['1']);
      expect(second.source.walks).to.have.length(0);
    });

    it('who has nothing to serve answers before all of its first copy is stored', async () => {
      const first = new Instance();
      const set = cache.set.bind(cache);
      cache.set = async (entries, ttlMs) => {
        await new Promise((resolve) => setTimeout(resolve, 40_000));
        await set(entries, ttlMs);
      };
      const waiting = first.ids();
      await time.tickAsync(0);
      first.source.last.give(page('1')).end();
      await time.tickAsync(1000);
      expect(first.directory.status().copy).to.include({ contacts: 1 });
      expect(first.kinds).to.deep.equal([]);
      expect(await waiting).to.deep.equal(['1']);
      await time.tickAsync(40_000);
      expect(first.kinds).to.deep.equal(['lease-lost', 'pass-completed']);
    });

    it('a copy that may be served is not replaced by one that may not, because a clock is a day behind', async () => {
      const first = await new Instance().walked(page('1'));
      await time.tickAsync(limits.ttlMs);
      const behind = new Instance(limits, -25 * HOUR_MS);
      await time.tickAsync(limits.ttlMs);
      await behind.refresh();
      await time.tickAsync(limits.ttlMs);
      await behind.walked(page('2'));
      await first.refresh();
      first.source.last.fail(new SourceUnreachable());
      await time.tickAsync(0);
      expect(await first.ids()).to.deep.equal(['2']);
    });
  });

  describe('keep in the cache', () => {
    it('head and pages for as long as the copy may be served and an hour, and pages that left for a minute', async () => {
      const first = await new Instance().walked();
      const before = pageKeys();
      for (const key of ['head', ...before]) expect(cache.msLeft(key)).to.equal(limits.staleIfErrorMs + HOUR_MS);
      await time.tickAsync(limits.ttlMs);
      await first.walked(page('1', '2', '1790', '1792'));
      const left = before.filter((key) => cache.msLeft(key) === 60_000);
      expect(left).to.have.length(1);
      expect(pageKeys()).to.have.length(3);
    });

    it('nothing of what it has lost: it comes back before the next walk, so that others start while the source is away', async () => {
      const first = await new Instance().walked();
      cache.stored.clear();
      await time.tickAsync(limits.ttlMs);
      await first.refresh();
      expect(first.source.walks).to.have.length(2);
      const second = await new Instance().refresh();
      expect(await second.ids()).to.deep.equal(['1', '2', '1790', '1791']);
    });

    it('a page again that was evicted; one that starts meanwhile walks by itself', async () => {
      const first = await new Instance().walked();
      await cache.delete([pageKeys()[0]!]);
      const second = await new Instance().walked();
      expect(await second.ids()).to.deep.equal(await first.ids());
      await cache.delete([pageKeys()[0]!]);
      await time.tickAsync(limits.ttlMs);
      await first.refresh();
      expect(pageKeys()).to.have.length(2);
    });

    it('no page whose bytes are not its own', async () => {
      const first = await new Instance().walked();
      const [spoiled] = pageKeys();
      await cache.set([{ key: spoiled!, value: platform.encode('{"id":"666","name":"","email":""}') }], HOUR_MS);
      const second = await new Instance().walked();
      expect(await second.ids()).to.deep.equal(await first.ids());
      expect(platform.decode(cache.stored.get(spoiled!)!.value)).to.not.contain('666');
    });

    it('no page that stores otherwise, though its bytes are those that the head names', async () => {
      for (const text of ['no JSON', '', 'null', '{"id":5}', '{"id":"2"},{"id":"1"}', '{"id":"1"}\n5']) {
        const hash = platform.digest(platform.encode(text));
        const head = {
          version: platform.digest(platform.encode(hash)),
          pages: [hash],
          checkpoint: '',
          walkedAt: 0,
          deltas: [],
        };
        const dated = { ...head, publishedAt: Date.now(), confirmedAt: Date.now() };
        await cache.set([{ key: `page:${hash}`, value: platform.encode(text) }], HOUR_MS);
        await cache.set([{ key: 'head', value: platform.encode(JSON.stringify(dated)) }], HOUR_MS);
        expect(await (await new Instance().walked()).ids()).to.have.length(4);
      }
    });

    it('a head again that is none', async () => {
      for (const text of ['', 'null', '{}', '{"version":1}']) {
        await cache.set([{ key: 'head', value: platform.encode(text) }], HOUR_MS);
        expect(await (await new Instance().walked()).ids()).to.have.length(4);
        expect(await (await new Instance().refresh()).ids()).to.have.length(4);
      }
    });
  });

  describe('of which one has the lease', () => {
    it('let another walk at once when its walk fails', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      first.source.last.fail(new SourceUnreachable());
      await time.tickAsync(1000);
      expect(second.source.walks).to.have.length(1);
    });

    it('let another walk when it makes no progress for the time of the lease, and then give up its own', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      first.source.last.give(page('1', '3'));
      await time.tickAsync(0);
      first.source.last.setBack(new SourceUnreachable());
      await time.tickAsync(LEASE_MS - 1000);
      expect(second.source.walks).to.have.length(0);
      await time.tickAsync(3000);
      second.source.last.give(page('1')).end();
      await time.tickAsync(2000);
      expect(first.source.last.cancelled).to.equal(true);
      expect(first.kinds).to.deep.equal(['lease-lost', 'copy-received', 'walk-superseded']);
      expect(await first.ids()).to.deep.equal(['1']);
      expect(first.directory.status().failure).to.include({ code: 'source_unreachable' });
    });

    it('do not let it go while pages come, however long the walk', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      for (let id = 1; id <= 20; id += 1) {
        first.source.last.give(page(String(id)));
        await time.tickAsync(5000);
      }
      expect(second.source.walks).to.have.length(0);
    });

    it('do not let it go while it waits as the source asked', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      first.source.last.setBack(new SourceRateLimited({ retryAfterMs: 60_000 }));
      await time.tickAsync(60_000);
      expect(second.source.walks).to.have.length(0);
      await time.tickAsync(LEASE_MS + 2000);
      expect(second.source.walks).to.have.length(1);
    });

    it('know their own failure, and serve the fresh copy that another has brought all the same', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      const failure = new SourceUnreachable();
      first.source.last.fail(failure);
      await time.tickAsync(1000);
      expect(await first.directory.read().catch((error: unknown) => error)).to.equal(failure);
      expect(second.directory.status().failure).to.equal(undefined);
      second.source.last.give(page('1')).end();
      await time.tickAsync(1000);
      await first.refresh();
      expect(await first.ids()).to.deep.equal(['1']);
      expect(first.directory.status().failure).to.equal(failure);
    });

    it('let the others have the first try after a failure, so that one that is cut off holds up nobody', async () => {
      const [first, second] = [await new Instance().walked(), await new Instance().refresh()];
      await time.tickAsync(limits.ttlMs);
      await second.refresh();
      second.source.last.fail(new SourceUnreachable());
      await time.tickAsync(0);
      await first.walked(page('1'));
      await second.refresh();
      for (let pass = 1; pass <= 3; pass += 1) {
        await time.tickAsync(limits.ttlMs);
        await second.refresh();
        await first.walked(page('1'));
        await second.refresh();
      }
      expect(second.source.walks).to.have.length(1);
      await first.directory.close();
      await time.tickAsync(limits.ttlMs + 5000);
      await second.refresh();
      expect(second.source.walks).to.have.length(2);
    });

    it('give it back when they close', async () => {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      await first.directory.close();
      await time.tickAsync(1000);
      expect(second.source.walks).to.have.length(1);
    });
  });

  describe('whose source sets its clock back', () => {
    it('follow what was read since, and put nothing older back', async () => {
      const first = await new Instance().walked(page('1'));
      const second = await new Instance().refresh();
      for (const [moment, id] of [
        [0, '2'],
        [2000, '3'],
      ] as const) {
        await time.tickAsync(limits.ttlMs);
        await first.refresh();
        first.source.last.checkpoint = new Date(moment).toISOString();
        first.source.last.give(page(id)).end();
        await time.tickAsync(1000);
        await second.refresh();
        expect(await second.ids()).to.deep.equal([id]);
        expect(await (await new Instance().refresh()).ids()).to.deep.equal([id]);
      }
      expect(second.source.walks).to.have.length(0);
    });
  });

  describe('of which two have walked at the same time', () => {
    /** The second walks because the first is silent; both hold pages when this resolves, and neither has published. */
    async function bothWalking(): Promise<[Instance, Instance]> {
      const [first, second] = [await new Instance().refresh(), await new Instance().refresh()];
      first.source.last.give(page('1', '2'));
      await time.tickAsync(LEASE_MS + 2000);
      second.source.last.give(page('1', '3'));
      await time.tickAsync(0);
      return [first, second];
    }

    it('have the later walk, which drops the earlier one when that ends last', async () => {
      const [first, second] = await bothWalking();
      second.source.last.end();
      first.source.last.end();
      await time.tickAsync(2000);
      expect(await first.ids()).to.deep.equal(['1', '3']);
      expect(await second.ids()).to.deep.equal(['1', '3']);
    });

    it('give the later one up when it is silent as well, and the earlier one has brought a fresh copy', async () => {
      const [first, second] = await bothWalking();
      await time.tickAsync(LEASE_MS);
      first.source.last.end();
      await time.tickAsync(2000);
      expect(second.source.last.cancelled).to.equal(true);
      expect(await second.ids()).to.deep.equal(['1', '2']);
    });

    it('store no page of the dropped walk', async () => {
      const [first, second] = await bothWalking();
      second.source.last.end();
      await time.tickAsync(0);
      const published = pageKeys();
      first.source.last.end();
      await time.tickAsync(0);
      const orphans = pageKeys().filter((key) => !published.includes(key));
      expect(orphans).to.deep.equal([]);
      expect(cache.msLeft(published[0]!)).to.equal(limits.staleIfErrorMs + HOUR_MS);
    });

    it('ask the source about what differs when the earlier one ends first, for it may have read some later', async () => {
      const [first, second] = await bothWalking();
      const asked: (readonly string[])[] = [];
      second.source.read = async (ids) => {
        asked.push([...ids].sort());
        return new Map<string, ContactState>([
          ['2', { kind: 'contact', ...record('2', 'Created meanwhile') }],
          ['3', { kind: 'gone' }],
        ]);
      };
      first.source.last.end();
      await time.tickAsync(0);
      second.source.last.end();
      await time.tickAsync(2000);
      expect(asked).to.deep.equal([['2', '3']]);
      expect(await second.ids()).to.deep.equal(['1', '2']);
      const third = await new Instance().refresh();
      expect([...(await third.directory.read()).snapshot][1]).to.include({ name: 'Created meanwhile' });
    });
  });

  describe('whose cache is away', () => {
    it('go on alone, each with its own walk, and say so once', async () => {
      cache.isLost = true;
      const [first, second] = [await new Instance().walked(page('1')), await new Instance().walked(page('2'))];
      expect(await first.ids()).to.deep.equal(['1']);
      expect(await second.ids()).to.deep.equal(['2']);
      expect(first.kinds).to.deep.equal(['cache-lost', 'pass-completed']);
      expect(first.directory.status().cacheFailure).to.include({ code: 'cache_unavailable' });
    });

    it('in part say that it is back only after a pass without a failure', async () => {
      const first = await new Instance().walked();
      const touch = cache.touch.bind(cache);
      cache.touch = () => Promise.reject(new CacheUnavailable());
      for (let pass = 1; pass <= 3; pass += 1) {
        await time.tickAsync(limits.ttlMs);
        await first.walked();
      }
      cache.touch = touch;
      await time.tickAsync(limits.ttlMs);
      await first.walked();
      expect(first.kinds.filter((kind) => kind.startsWith('cache'))).to.deep.equal(['cache-lost', 'cache-back']);
    });

    it('share again when it is back', async () => {
      cache.isLost = true;
      const [first, second] = [await new Instance().walked(page('1')), await new Instance().walked(page('2'))];
      cache.isLost = false;
      await time.tickAsync(limits.ttlMs);
      await first.walked(page('3'));
      await second.refresh();
      expect(await second.ids()).to.deep.equal(['3']);
      expect(first.kinds).to.contain('cache-back');
      expect([first, second].map(({ source }) => source.walks.length)).to.deep.equal([2, 1]);
    });
  });
});
