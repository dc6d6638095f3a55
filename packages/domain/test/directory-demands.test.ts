import { ContactDirectory, NoCachedCopy, SourceUnreachable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import sinon from 'sinon';
import { ChangingSource } from './changing-source.js';
import { PlainCache } from './plain-cache.js';
import { platform } from './platform.js';

const limits = { ttlMs: 60_000, staleMs: 600_000, staleIfErrorMs: 86_400_000, reconcileMs: Infinity };

describe('who asks the directory', () => {
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
    source = new ChangingSource('1');
    directory = newDirectory();
    await directory.keepFresh();
    source.asked.length = 0;
    source.contacts.set('1', 'Renamed');
    source.named.push({ changed: ['1'] });
  });

  afterEach(() => time.restore());

  const namesIn = ({ snapshot }: Awaited<ReturnType<ContactDirectory['read']>>) =>
    [...snapshot].map(({ name }) => name);

  describe('for a confirmed copy', () => {
    it('waits for a pass, also while the copy is fresh', async () => {
      const answer = await directory.read('confirmed');
      expect(namesIn(answer)).to.deep.equal(['Renamed']);
      expect(answer).to.include({ ageMs: 0, waited: true });
    });

    it('shares one pass with all who ask within 10 s', async () => {
      await Promise.all(Array.from({ length: 50 }, () => directory.read('confirmed')));
      await time.tickAsync(9999);
      await directory.read('confirmed');
      expect(source.asked).to.have.length(2);
      await time.tickAsync(1);
      await directory.read('confirmed');
      expect(source.asked).to.have.length(3);
    });

    it('waits no longer than 10 s, and then has what there is', async () => {
      source.changesSince = () => new Promise(() => undefined);
      const waiting = directory.read('confirmed');
      await time.tickAsync(10_000);
      expect(namesIn(await waiting)).to.deep.equal(['Person 1']);
    });

    it('has the copy that there is when the pass fails, as long as that may be served', async () => {
      source.isAway = true;
      expect(namesIn(await directory.read('confirmed'))).to.deep.equal(['Person 1']);
      await time.tickAsync(limits.staleIfErrorMs);
      expect(await directory.read('confirmed').catch((error: unknown) => error)).to.be.instanceOf(SourceUnreachable);
    });

    it('does not make the source be asked while that is not to be', async () => {
      source.isAway = true;
      await time.tickAsync(limits.ttlMs);
      await directory.keepFresh();
      source.asked.length = 0;
      await directory.read('confirmed');
      expect(source.asked).to.deep.equal([]);
    });

    it('is served by the instance that is asked, also when another has the lease', async () => {
      const other = newDirectory();
      await other.keepFresh();
      await cache.set([{ key: 'lease', value: platform.encode('another') }], 15_000);
      expect(namesIn(await other.read('confirmed'))).to.deep.equal(['Renamed']);
      await time.tickAsync(limits.ttlMs);
      await directory.keepFresh();
      expect(namesIn(await directory.read())).to.deep.equal(['Renamed']);
    });

    it('waits for the first copy like everybody else', async () => {
      cache = new PlainCache(() => Date.now());
      expect(namesIn(await newDirectory().read('confirmed'))).to.deep.equal(['Renamed']);
    });
  });

  it('is served each time while the source is away for an hour, with the age of the copy, and the news after it', async () => {
    source.isAway = true;
    const ages: number[] = [];
    for (let second = 0; second < 3600; second += 1) {
      void directory.keepFresh();
      await time.tickAsync(1000);
      const answers = await Promise.all([directory.read(), directory.read(), directory.read('cached')]);
      expect(answers.map((answer) => namesIn(answer).join())).to.deep.equal(Array(3).fill('Person 1'));
      ages.push(answers[0].ageMs);
    }
    expect(ages).to.deep.equal(ages.map((_age, index) => 1000 * (index + 1)));
    expect(directory.status().copy?.freshness).to.equal('stale');
    expect(source.asked.length).to.be.within(60, 70);
    source.isAway = false;
    await time.tickAsync(60_000);
    await directory.keepFresh();
    expect(namesIn(await directory.read())).to.deep.equal(['Renamed']);
  });

  describe('for what is cached', () => {
    it('has it at once, fresh or stale', async () => {
      await time.tickAsync(limits.ttlMs);
      expect(await directory.read('cached')).to.include({ ageMs: limits.ttlMs, waited: false });
    });

    it('is told that there is none, and does not wait', async () => {
      cache = new PlainCache(() => Date.now());
      const answer = await newDirectory()
        .read('cached')
        .catch((error: unknown) => error);
      expect(answer).to.be.instanceOf(NoCachedCopy);
    });
  });
});
