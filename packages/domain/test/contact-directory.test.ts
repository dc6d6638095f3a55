import {
  ContactDirectory,
  type DirectoryEvent,
  FirstCopyIncomplete,
  SourceAnswerInvalid,
  SourceRateLimited,
  SourceTokenRefused,
  SourceUnreachable,
} from '@contacts-gateway/domain';
import { expect } from 'chai';
import sinon from 'sinon';
import { PlainCache } from './plain-cache.js';
import { platform } from './platform.js';
import { page, record, ScriptedSource } from './scripted-source.js';

const WAIT_LIMIT_MS = 30_000;
const freshness = { ttlMs: 60_000, staleMs: 600_000, staleIfErrorMs: 86_400_000, reconcileMs: Infinity };

let idsGiven = 0;
const nextId = () => `id ${(idsGiven += 1)}`;

describe('the contact directory', () => {
  let time: sinon.SinonFakeTimers;
  let source: ScriptedSource;
  let directory: ContactDirectory;
  let events: DirectoryEvent[];
  let digested: number;

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: 1_795_000_000_000 });
    source = new ScriptedSource();
    events = [];
    digested = 0;
    directory = new ContactDirectory(source, new PlainCache(() => Date.now()), freshness, {
      ...platform,
      digest: (bytes) => {
        digested += 1;
        return platform.digest(bytes);
      },
      now: () => Date.now(),
      waitLimit: () => new Promise((resolve) => setTimeout(resolve, WAIT_LIMIT_MS)),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      randomId: nextId,
      observe: (event) => events.push(event),
    });
  });

  afterEach(() => time.restore());

  /** Lets a started pass get under way, or ended steps be noticed. */
  const settle = () => time.tickAsync(0);
  /** The walk under way, once it has begun. */
  const walk = () => settle().then(() => source.last);
  const ids = async () => [...(await directory.read()).snapshot].map(({ id }) => id);
  const outcome = (reading: Promise<unknown>): Promise<unknown> => reading.catch((error: unknown) => error);

  async function firstCopy(...pageIds: string[]): Promise<void> {
    const pass = directory.keepFresh();
    (await walk()).give(page(...pageIds)).end();
    await pass;
  }

  async function failPass(error: unknown): Promise<void> {
    const pass = directory.keepFresh();
    (await walk()).fail(error);
    await pass;
  }

  describe('before the first copy', () => {
    it('lets all callers wait for one walk', async () => {
      const readings = Array.from({ length: 500 }, () => directory.read());
      (await walk()).give(page('1', '2')).end();
      const answers = await Promise.all(readings);
      expect(source.walks).to.have.length(1);
      expect(new Set(answers.map(({ snapshot }) => snapshot)).size).to.equal(1);
      expect(answers.every(({ waited }) => waited)).to.equal(true);
    });

    it('answers with the failure of the walk, and with the same at once until the next pass', async () => {
      const failure = new SourceUnreachable();
      const waiting = outcome(directory.read());
      (await walk()).fail(failure);
      expect(await waiting).to.equal(failure);
      expect(await outcome(directory.read())).to.equal(failure);
      expect(directory.status().nextPassInMs).to.equal(2000);
      expect(source.walks).to.have.length(1);
    });

    it('says that the copy is incomplete when waitLimit runs out while pages arrive', async () => {
      const waiting = outcome(directory.read());
      (await walk()).setBack(new SourceUnreachable());
      (await walk()).give(page('1'));
      await time.tickAsync(WAIT_LIMIT_MS);
      expect(await waiting).to.be.instanceOf(FirstCopyIncomplete);
    });

    it('says why when waitLimit runs out and no page has come since a failed attempt', async () => {
      const setback = new SourceRateLimited();
      const waiting = outcome(directory.read());
      (await walk()).give(page('1'));
      await settle();
      (await walk()).setBack(setback);
      await time.tickAsync(WAIT_LIMIT_MS);
      expect(await waiting).to.equal(setback);
    });

    it('still says why when the next walk has begun and brought nothing', async () => {
      const failure = new SourceUnreachable();
      await failPass(failure);
      await time.tickAsync(2000);
      const waiting = outcome(directory.read());
      await time.tickAsync(WAIT_LIMIT_MS);
      expect(source.walks).to.have.length(2);
      expect(await waiting).to.equal(failure);
    });
  });

  describe('with a copy', () => {
    beforeEach(() => firstCopy('10', '9'));

    it('holds the contacts in the order of their ids', async () => {
      expect(await ids()).to.deep.equal(['9', '10']);
    });

    it('asks nobody while the copy is fresh', async () => {
      await time.tickAsync(freshness.ttlMs - 1);
      expect(await directory.read()).to.include({ ageMs: freshness.ttlMs - 1, waited: false });
      expect(source.walks).to.have.length(1);
    });

    it('serves the stale copy while one pass runs, then the new one', async () => {
      await time.tickAsync(freshness.ttlMs);
      expect(await ids()).to.deep.equal(['9', '10']);
      expect(await ids()).to.deep.equal(['9', '10']);
      await settle();
      expect(source.walks).to.have.length(2);
      (await walk()).give(page('11')).end();
      await settle();
      expect(await ids()).to.deep.equal(['11']);
    });

    it('counts age from the last completed pass, and keeps version and date when nothing changed', async () => {
      const before = await directory.read();
      await time.tickAsync(freshness.ttlMs);
      await firstCopy('9', '10');
      const after = await directory.read();
      expect(after).to.deep.include({ snapshot: before.snapshot, publishedAt: before.publishedAt, ageMs: 0 });
    });

    it('gives a changed list another version and date', async () => {
      const before = await directory.read();
      await time.tickAsync(freshness.ttlMs);
      await firstCopy('9');
      const after = await directory.read();
      expect(after.snapshot.version).to.not.equal(before.snapshot.version);
      expect(after.publishedAt).to.equal(before.publishedAt + freshness.ttlMs);
    });

    it('keeps the last known contact of a record that is no longer readable', async () => {
      await time.tickAsync(freshness.ttlMs);
      const pass = directory.keepFresh();
      (await walk()).give({ records: [record('10')], skipped: ['9', undefined, '8'] }).end();
      await pass;
      expect(await ids()).to.deep.equal(['9', '10']);
      expect(events.find(({ kind }) => kind === 'walk-ended')).to.include({ contacts: 2, skipped: 0 });
      expect(events.findLast(({ kind }) => kind === 'walk-ended')).to.include({ contacts: 1, skipped: 3 });
    });

    it('prefers what could be read when one id comes both readable and not', async () => {
      await time.tickAsync(freshness.ttlMs);
      const pass = directory.keepFresh();
      (await walk()).give({ records: [], skipped: ['9'] }, { records: [record('9', 'Renamed')], skipped: ['9'] }).end();
      await pass;
      expect([...(await directory.read()).snapshot].map(({ name }) => name)).to.deep.equal(['Renamed']);
    });

    it('removes nothing when a walk breaks off', async () => {
      await time.tickAsync(freshness.ttlMs);
      const pass = directory.keepFresh();
      (await walk()).give(page('9')).fail(new SourceUnreachable());
      await pass;
      expect(await ids()).to.deep.equal(['9', '10']);
    });

    it('serves the copy through an outage until its limit, then answers with the outage', async () => {
      const outage = new SourceUnreachable();
      await time.tickAsync(freshness.staleIfErrorMs - 1000);
      await failPass(outage);
      expect(await ids()).to.deep.equal(['9', '10']);
      await time.tickAsync(1000);
      expect(await outcome(directory.read())).to.equal(outage);
    });

    it('serves the copy after a refusal until its shorter limit, then answers with the refusal', async () => {
      const refusal = new SourceTokenRefused();
      await time.tickAsync(freshness.staleMs - 1000);
      await failPass(refusal);
      expect(await ids()).to.deep.equal(['9', '10']);
      await time.tickAsync(1000);
      expect(await outcome(directory.read())).to.equal(refusal);
    });

    it('serves the copy again when an outage follows the refusal', async () => {
      await time.tickAsync(freshness.staleMs);
      await failPass(new SourceTokenRefused());
      await time.tickAsync(2000);
      const waiting = ids();
      (await walk()).fail(new SourceUnreachable());
      expect(await waiting).to.deep.equal(['9', '10']);
    });

    it('serves the copy again as soon as the source gives pages after a refusal', async () => {
      await time.tickAsync(freshness.staleMs);
      await failPass(new SourceTokenRefused());
      await time.tickAsync(2000);
      void directory.keepFresh();
      expect(directory.status().copy?.freshness).to.equal('unusable');
      (await walk()).give(page('9'));
      await settle();
      expect(await ids()).to.deep.equal(['9', '10']);
    });

    it('counts a running pass as an outage', async () => {
      await time.tickAsync(freshness.staleMs);
      expect(await ids()).to.deep.equal(['9', '10']);
      await settle();
      expect(await ids()).to.deep.equal(['9', '10']);
      expect(directory.status().isPassing).to.equal(true);
    });

    it('lets callers wait for a pass when the copy is beyond every limit', async () => {
      await time.tickAsync(freshness.staleIfErrorMs);
      const reading = directory.read();
      (await walk()).give(page('12')).end();
      expect(await reading).to.deep.include({ waited: true, ageMs: 0 });
    });
  });

  it('serves what a caller waited for, also with limits of 0', async () => {
    const limits = { ttlMs: 0, staleMs: 0, staleIfErrorMs: 0, reconcileMs: Infinity };
    const impatient = new ContactDirectory(source, new PlainCache(() => Date.now()), limits, {
      ...platform,
      now: () => Date.now(),
      waitLimit: () => new Promise(() => undefined),
      pause: () => new Promise(() => undefined),
      randomId: nextId,
    });
    const reading = impatient.read();
    (await walk()).give(page('1')).end();
    expect((await reading).snapshot.size).to.equal(1);
  });

  describe('after failed passes', () => {
    it('waits 2, 4, 8, 16, 32 and then 60 s', async () => {
      const pauses: number[] = [];
      for (let failure = 1; failure <= 7; failure += 1) {
        await failPass(new SourceUnreachable());
        pauses.push(directory.status().nextPassInMs / 1000);
        await time.tickAsync(directory.status().nextPassInMs);
      }
      expect(pauses).to.deep.equal([2, 4, 8, 16, 32, 60, 60]);
    });

    it('starts no pass during the pause, whoever asks', async () => {
      await failPass(new SourceUnreachable());
      await time.tickAsync(1999);
      await directory.keepFresh();
      await outcome(directory.read());
      expect(source.walks).to.have.length(1);
    });

    it('waits at least as long as the upstream asked for', async () => {
      await failPass(new SourceRateLimited({ retryAfterMs: 3_600_000 }));
      expect(directory.status().nextPassInMs).to.equal(3_600_000);
    });

    it('begins anew with 2 s after a success', async () => {
      await failPass(new SourceUnreachable());
      await time.tickAsync(2000);
      await firstCopy('1');
      await time.tickAsync(freshness.ttlMs);
      await failPass(new SourceUnreachable());
      expect(directory.status().nextPassInMs).to.equal(2000);
    });

    it('waits no longer for having a copy that has only just become stale', async () => {
      await firstCopy('1');
      await time.tickAsync(freshness.ttlMs);
      await failPass(new SourceUnreachable());
      await time.tickAsync(2000);
      void directory.keepFresh();
      await time.tickAsync(0);
      expect(source.walks).to.have.length(3);
    });
  });

  it('takes records without one contact for an invalid answer, and an account without records for an empty list', async () => {
    const waiting = outcome(directory.read());
    (await walk()).give({ records: [], skipped: ['1', undefined] }).end();
    expect(await waiting).to.be.instanceOf(SourceAnswerInvalid);
    await time.tickAsync(2000);
    await firstCopy();
    expect(await ids()).to.deep.equal([]);
  });

  it('holds the later reading of an id that a source lists twice', async () => {
    const pass = directory.keepFresh();
    (await walk()).give(page('1', '2'), { records: [record('1', 'Later')], skipped: [] }).end();
    await pass;
    expect([...(await directory.read()).snapshot].map(({ name }) => name)).to.deep.equal(['Later', 'Person 2']);
  });

  it('makes the bytes once a pass, however many read them', async () => {
    await firstCopy('1', '2');
    const pageAndVersion = digested;
    const answers = [await directory.read(), await directory.read()];
    expect(answers[0]!.snapshot.pages[0]!.json).to.equal(answers[1]!.snapshot.pages[0]!.json);
    expect([pageAndVersion, digested]).to.deep.equal([2, 2]);
  });

  it('reports the progress of a walk, and how each pass ended', async () => {
    const pass = directory.keepFresh();
    (await walk()).give(page('1', '2'), page('3'));
    await settle();
    expect(directory.status().walk).to.include({ pages: 2, contacts: 3, skipped: 0 });
    (await walk()).fail(new SourceUnreachable());
    await pass;
    expect(events.map(({ kind }) => kind)).to.deep.equal(['lease-taken', 'walk-started', 'walk-ended', 'pass-failed']);
    expect(events[2]).to.include({ complete: false, pages: 2, contacts: 3 });
    expect(events[3]).to.include({ nextPassInMs: 2000 });
  });

  it('closes in the middle of a walk: cancels it, releases who waits, and starts no other', async () => {
    const waiting = outcome(directory.read());
    (await walk()).give(page('1'));
    await settle();
    await directory.close();
    expect(source.last.cancelled).to.equal(true);
    expect(await waiting).to.be.instanceOf(FirstCopyIncomplete);
    await time.tickAsync(WAIT_LIMIT_MS);
    await directory.keepFresh();
    expect(source.walks).to.have.length(1);
  });
});
