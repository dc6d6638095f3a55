import { ContactDirectory, UnknownVersion } from '@contacts-gateway/domain';
import { expect } from 'chai';
import sinon from 'sinon';
import { ChangingSource } from './changing-source.js';
import { PlainCache } from './plain-cache.js';
import { platform } from './platform.js';

const limits = { ttlMs: 60_000, staleMs: 600_000, staleIfErrorMs: 86_400_000, reconcileMs: Infinity };
const DAY_MS = 86_400_000;

describe('what has changed since a version', () => {
  let time: sinon.SinonFakeTimers;
  let source: ChangingSource;
  let cache: PlainCache;
  let directory: ContactDirectory;
  let given = 0;

  const newDirectory = (): ContactDirectory =>
    new ContactDirectory(source, cache, limits, {
      ...platform,
      now: () => Date.now(),
      waitLimit: () => new Promise((resolve) => setTimeout(resolve, 30_000)),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      randomId: () => `id ${(given += 1)}`,
    });

  beforeEach(async () => {
    time = sinon.useFakeTimers({ now: 1_795_000_000_000 });
    cache = new PlainCache(() => Date.now());
    source = new ChangingSource('1', '2', '3');
    directory = newDirectory();
    await directory.keepFresh();
  });

  afterEach(() => time.restore());

  const versionOf = async (of = directory) => (await of.read()).snapshot.version;
  const changes = async (since: string, of = directory) => {
    const { changed, removed, snapshot } = await of.changesSince(since);
    return { changed, removed, version: snapshot.version };
  };
  const refusal = (since: string, of = directory) => of.changesSince(since).catch((error: unknown) => error);

  /** @returns the version after the pass. */
  async function pass(named: ChangingSource['named'][number], of = directory): Promise<string> {
    source.named.push(named);
    await time.tickAsync(limits.ttlMs);
    await of.keepFresh();
    return await versionOf(of);
  }

  /** A pass in which a contact gets a name of its own. */
  async function renamed(id: string, of = directory): Promise<string> {
    source.contacts.set(id, `Renamed at ${Date.now()}`);
    return await pass({ changed: [id] }, of);
  }

  it('is nothing for the version that there is', async () => {
    const version = await versionOf();
    expect(await changes(version)).to.deep.equal({ changed: [], removed: [], version });
  });

  it('is what passes have found since, each id once and in order, there or not', async () => {
    const since = await versionOf();
    await renamed('2');
    await renamed('2');
    source.contacts.set('10', 'Newcomer').delete('1');
    const version = await pass({ changed: ['10'], perhapsGone: ['1'] });
    expect(await changes(since)).to.deep.equal({ changed: ['2', '10'], removed: ['1'], version });
  });

  it('is told from any version on', async () => {
    const versions = [await versionOf(), await renamed('1'), await renamed('2'), await renamed('3')];
    const told = await Promise.all(versions.map(async (since) => (await changes(since)).changed));
    expect(told).to.deep.equal([['1', '2', '3'], ['2', '3'], ['3'], []]);
  });

  it('is told through passes that have found nothing, and what a walk has found as well', async () => {
    const since = await versionOf();
    await pass({});
    source.contacts.delete('3');
    await pass({ kind: 'walk-again', reason: 'for once' });
    expect(await changes(since))
      .to.include({ version: await versionOf() })
      .and.deep.include({ removed: ['3'] });
  });

  it('is told of a merger: the former id has gone, and the survivor has changed', async () => {
    const since = await versionOf();
    source.contacts.delete('2');
    source.merged.set('2', '3');
    await pass({ changed: ['3'] });
    expect(await changes(since)).to.deep.include({ changed: ['3'], removed: ['2'] });
  });

  it('is told for a day of minutes, in a few steps back', async () => {
    const since = await renamed('1');
    for (let minute = 0; minute < 300; minute += 1) await renamed('2');
    directory = newDirectory();
    await directory.keepFresh();
    cache.calls.length = 0;
    expect(await changes(since)).to.deep.include({ changed: ['2'] });
    expect(cache.calls).to.have.length.below(7);
  });

  it('is not told after a day, nor of a version that has never been', async () => {
    const since = await versionOf();
    await renamed('1');
    await time.tickAsync(DAY_MS);
    await directory.keepFresh();
    directory = newDirectory();
    await directory.keepFresh();
    expect(await refusal(since)).to.be.instanceOf(UnknownVersion);
    expect(await refusal('f'.repeat(32))).to.be.instanceOf(UnknownVersion);
  });

  it('is told for a version that another instance has given out, and after a restart', async () => {
    const since = await versionOf();
    await renamed('1');
    const other = newDirectory();
    await other.keepFresh();
    expect(await changes(since, other)).to.deep.include({ changed: ['1'] });
    await renamed('2', other);
    expect(await changes(since, other)).to.deep.include({ changed: ['1', '2'] });
    await directory.keepFresh();
    expect(await changes(since)).to.deep.include({ changed: ['1', '2'] });
  });

  it('is told as of the snapshot that is answered, though another instance is ahead', async () => {
    const since = await versionOf();
    const other = newDirectory();
    await other.keepFresh();
    await renamed('1');
    expect(await changes(since, other)).to.deep.include({ changed: [], version: since });
  });

  it('is told at once for a version that another instance has just given out', async () => {
    const other = newDirectory();
    await other.keepFresh();
    const [since, now] = [await renamed('1'), await renamed('2')];
    expect(await changes(since, other)).to.deep.equal({ changed: ['2'], removed: [], version: now });
    expect(await changes(now, other)).to.deep.equal({ changed: [], removed: [], version: now });
  });

  it('is told of versions of its own while the cache is away', async () => {
    cache.isLost = true;
    const since = await versionOf();
    await renamed('1');
    await renamed('2');
    expect(await changes(since)).to.deep.include({ changed: ['1', '2'] });
  });

  it('is not told where the cache has lost it, or holds something else', async () => {
    const since = await versionOf();
    await renamed('1');
    await renamed('2');
    directory = newDirectory();
    await directory.keepFresh();
    const key = [...cache.stored.keys()].find((each) => each.startsWith('delta:'))!;
    for (const text of ['null', '{}', '{"ids":[1],"before":[]}', '{"ids":["1"],"before":[null]}']) {
      await cache.set([{ key, value: platform.encode(text) }], DAY_MS);
      expect(await refusal(since)).to.be.instanceOf(UnknownVersion);
    }
    await cache.delete([key]);
    expect(await refusal(since)).to.be.instanceOf(UnknownVersion);
  });
});
