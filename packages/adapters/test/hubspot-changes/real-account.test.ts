import { SourceUnreachable } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { rejection } from '../rejection.js';
import { Follower } from './follower.js';

const MINUTE_MS = 60_000;

describe('changes of a HubSpot account, against a real server,', () => {
  let follower: Follower;
  const start = async (...options: Parameters<typeof Follower.start>): Promise<Follower> =>
    (follower = await Follower.start(...options));

  afterEach(async () => await follower.close());

  /** What happens while each search from this one on, counted from 0, is being answered. */
  const during = (search: number, happens: () => void, times = 1): void => {
    const alter = (body: unknown): unknown => {
      happens();
      return body;
    };
    follower.sandbox.hubSpot.faults.pass(search, 'search').next({ kind: 'alter', alter }, times, 'search');
  };

  it('all arrive: those of people and programs at once, and removals when the archive is listed', async () => {
    const { clock, sandbox } = await start({ contacts: 500 });
    const { edits } = sandbox.hubSpot;
    await follower.walk();
    const [edited, archived, survivor, merged, joined, other, restored] = follower.ids;
    clock.time += 30_000;
    edits.create({ firstname: 'Ada' });
    edits.edit(edited!, { firstname: 'Bob' });
    edits.merge(survivor!, merged!);
    edits.merge(joined!, other!, { newId: true });
    edits.archive(restored!);
    edits.restore(restored!);
    edits.archive(archived!);
    const { named } = await follower.pass();
    expect([named.length, follower.wrong()]).to.deep.equal([5, [archived]]);
    expect((await follower.pass(10)).perhapsGone).to.deep.equal([]);
    expect((await follower.pass(5)).perhapsGone).to.deep.equal([archived]);
    expect(follower.wrong()).to.deep.equal([]);
  });

  it('arrive also when a contact is removed right after another was merged into it', async () => {
    const { sandbox } = await start({ contacts: 300 });
    await follower.walk();
    const [survivor, merged] = follower.ids;
    sandbox.hubSpot.edits.merge(survivor!, merged!);
    sandbox.hubSpot.edits.archive(survivor!);
    await follower.pass(15);
    expect(follower.wrong()).to.deep.equal([]);
  });

  it('cost 3 requests when 100 of 1,000,000 contacts were modified', async () => {
    const { sandbox } = await start({ contacts: 1_000_000 });
    follower.beginHere();
    await follower.pass(90);
    sandbox.hubSpot.edits.bulkEdit(100, { company: 'Example' });
    const { named, requests } = await follower.pass();
    expect([named.length, requests]).to.deep.equal([100, 3]);
  }).timeout(60_000);

  it('cost 2 requests when nothing was modified, also when what was read a minute ago is found once more', async () => {
    const { sandbox } = await start({ contacts: 1000 });
    follower.beginHere();
    await follower.pass(90);
    sandbox.hubSpot.edits.bulkEdit(100, { company: 'Example' });
    await follower.pass();
    expect(await follower.pass()).to.deep.equal({ named: [], perhapsGone: [], requests: 2 });
  });

  for (const [count, idComparison] of [
    [30_000, 'number'],
    [3000, 'string'],
  ] as const)
    it(`all arrive when ${count.toLocaleString('en')} have the same date, and search takes ids for a ${idComparison}`, async () => {
      const { clock, sandbox } = await start({ contacts: 31_000, hubSpotSwitches: { idComparison } });
      follower.beginHere();
      const ids = [...sandbox.hubSpot.account.contacts()].map(({ id }) => id);
      const some = ids.filter((_, index) => index % 30_000 < count).slice(-count);
      sandbox.hubSpot.edits.bulkEdit(some, { company: 'Example' });
      clock.time += MINUTE_MS;
      const { changed } = await follower.changes();
      expect([changed.length, new Set(changed)]).to.deep.equal([count, new Set(some)]);
      expect(sandbox.hubSpot.requests).to.equal(2 + count / 200);
    }).timeout(60_000);

  it('arrive late, and once, when search knows of them after 10 minutes', async () => {
    const { sandbox } = await start({ contacts: 300, indexLagMs: 10 * MINUTE_MS });
    await follower.walk();
    const id = follower.ids[0]!;
    await follower.pass();
    sandbox.hubSpot.edits.edit(id, { firstname: 'Late' });
    for (let minutes = 0; minutes < 61; minutes += 1) expect((await follower.pass()).named).to.deep.equal([]);
    expect(follower.wrong()).to.deep.equal([id]);
    const named: string[] = [];
    for (let minutes = 0; minutes < 30; minutes += 1) named.push(...(await follower.pass()).named);
    expect([named, follower.wrong()]).to.deep.equal([[id], []]);
  });

  it('arrive after 2 minutes when search knows of them after 10, if it is given no more time', async () => {
    await start({ contacts: 300, indexLagMs: 10 * MINUTE_MS, hubSpot: { settleMs: 10 * MINUTE_MS } });
    await follower.walk();
    follower.sandbox.hubSpot.edits.edit(follower.ids[0]!, { firstname: 'Late' });
    for (let minutes = 0; minutes < 13; minutes += 1) await follower.pass();
    expect(follower.wrong()).to.deep.equal([]);
  });

  for (const [what, clockOffsetMs] of [
    ['ahead of ours', 3 * MINUTE_MS],
    ['behind ours', -3 * MINUTE_MS],
  ] as const)
    it(`all arrive with HubSpot’s clock 3 minutes ${what}`, async () => {
      const { sandbox } = await start({ contacts: 300, clockOffsetMs });
      await follower.walk();
      for (const id of follower.ids.slice(0, 10)) {
        sandbox.hubSpot.edits.edit(id, { firstname: 'Edited' });
        expect((await follower.pass()).named).to.deep.equal([id]);
      }
      expect(follower.wrong()).to.deep.equal([]);
    });

  it('all arrive after HubSpot’s clock was set back, without a wait for it to catch up', async () => {
    const { sandbox } = await start({ contacts: 300 });
    const { edits, switches } = sandbox.hubSpot;
    await follower.walk();
    await follower.pass(120);
    switches.clockOffsetMs = -30 * MINUTE_MS;
    for (const id of follower.ids.slice(0, 50)) {
      edits.edit(id, { firstname: 'Edited' });
      expect((await follower.pass()).named).to.include(id);
    }
    expect(follower.wrong()).to.deep.equal([]);
  });

  it('all arrive after one answer of HubSpot had a date that was 50 minutes ahead', async () => {
    const { sandbox } = await start({ contacts: 300, hubSpot: { settleMs: 10 * MINUTE_MS } });
    const { edits, switches } = sandbox.hubSpot;
    await follower.walk();
    switches.clockOffsetMs = 50 * MINUTE_MS;
    await follower.pass();
    switches.clockOffsetMs = 0;
    for (const id of follower.ids.slice(0, 70)) {
      edits.edit(id, { firstname: 'Edited' });
      expect((await follower.pass()).named).to.include(id);
    }
    expect(follower.wrong()).to.deep.equal([]);
  });

  it('arrive also when they are made within the millisecond in which the contact was read', async () => {
    const { clock, sandbox } = await start({ contacts: 300 });
    await follower.walk();
    const id = follower.ids[0]!;
    sandbox.hubSpot.edits.edit(id, { firstname: 'Ada' });
    await follower.pass(0);
    sandbox.hubSpot.edits.edit(id, { firstname: 'Bob' });
    expect(sandbox.hubSpot.account.find(Number(id))?.property('lastmodifieddate')).to.equal(
      new Date(clock.time).toISOString(),
    );
    await follower.pass();
    expect(follower.wrong()).to.deep.equal([]);
  });

  it('all arrive when contacts are modified while search is being paged', async () => {
    const { clock, sandbox } = await start({ contacts: 1500 });
    const { edits } = sandbox.hubSpot;
    await follower.walk();
    for (const id of follower.ids.slice(0, 1000)) {
      edits.edit(id, { firstname: 'Edited' });
      clock.time += 10;
    }
    // Each moves to the end, and with offsets one of the others would move past the reader.
    let next = 0;
    during(0, () => edits.edit(follower.ids[(next += 7)]!, { firstname: 'Again' }), Infinity);
    await follower.pass();
    sandbox.hubSpot.faults.clear();
    await follower.pass();
    expect(follower.wrong()).to.deep.equal([]);
  });

  it('all arrive when a job gives the same date to contacts, and another one to some, while search is being paged', async () => {
    const { clock, sandbox } = await start({ contacts: 1500 });
    const { edits } = sandbox.hubSpot;
    await follower.walk();
    edits.bulkEdit(1000, { firstname: 'Stamped' });
    clock.time += 1000;
    during(3, () => edits.bulkEdit(follower.ids.slice(0, 900), { firstname: 'Again' }));
    await follower.pass();
    await follower.pass();
    expect(follower.wrong()).to.deep.equal([]);
  });

  it('come to an end when contacts are modified faster than search is paged', async () => {
    const { clock, sandbox } = await start({ contacts: 1000 });
    const { edits } = sandbox.hubSpot;
    await follower.walk();
    const stamp = (): void => {
      for (const id of follower.ids.slice(0, 300)) {
        edits.edit(id, { firstname: `Edited at ${clock.time}` });
        clock.time += 10;
      }
    };
    stamp();
    during(0, stamp, Infinity);
    const { requests } = await follower.pass();
    expect(requests).to.be.below(100);
    sandbox.hubSpot.faults.clear();
    await follower.pass();
    expect(follower.wrong()).to.deep.equal([]);
  });

  for (const archived of [0, 1, 100, 101, 250])
    it(`cost one request for each 100 of ${archived} removed contacts, when it is time to look for them`, async () => {
      const { sandbox } = await start({ contacts: 300 });
      follower.beginHere();
      for (const { id } of [...sandbox.hubSpot.account.contacts()].slice(0, archived))
        sandbox.hubSpot.edits.archive(id);
      expect((await follower.pass(12)).perhapsGone).to.deep.equal([]);
      const { perhapsGone, requests } = await follower.pass();
      expect([perhapsGone.length, requests]).to.deep.equal([archived, 1 + Math.max(1, Math.ceil(archived / 100))]);
      expect((await follower.pass()).perhapsGone).to.deep.equal([]);
      expect((await follower.pass(14)).perhapsGone).to.have.length(archived);
    });

  it('keep away from an archive so large that looking through it would take more than 5 % of the quota', async () => {
    const { sandbox, source } = await start({
      contacts: 500,
      hubSpot: { requestsPer10s: 10, deletionsEveryMs: 20_000 },
    });
    follower.beginHere();
    sandbox.hubSpot.edits.archive([...sandbox.hubSpot.account.contacts()][0]!.id);
    expect([(await follower.pass()).perhapsGone.length, source.deletionsEveryMs]).to.deep.equal([1, 20_000]);
    for (const { id } of [...sandbox.hubSpot.account.contacts()].slice(0, 450)) sandbox.hubSpot.edits.archive(id);
    expect([(await follower.pass()).perhapsGone.length, source.deletionsEveryMs]).to.deep.equal([451, 100_000]);
    expect((await follower.pass()).perhapsGone).to.deep.equal([]);
    expect((await follower.pass()).perhapsGone).to.have.length(451);
  });

  it('are named until somebody comes with the checkpoint of the answer that named them', async () => {
    const { clock, sandbox } = await start({ contacts: 300 });
    await follower.walk();
    const [first, second] = follower.ids;
    sandbox.hubSpot.edits.edit(first!, { firstname: 'Edited' });
    await follower.pass();
    const { checkpoint } = follower;
    sandbox.hubSpot.edits.edit(second!, { firstname: 'Edited' });
    clock.time += 1000;
    expect((await follower.changes()).changed).to.deep.equal([second]);
    clock.time += 1000;
    const answer = await follower.changes();
    expect(answer.changed).to.deep.equal([second]);
    follower.checkpoint = answer.checkpoint;
    expect((await follower.changes()).changed).to.deep.equal([]);
    follower.checkpoint = checkpoint;
    expect((await follower.changes()).changed).to.have.members([first, second]);
  });

  it('are not taken for named when another process named others with the same moment', async () => {
    const { sandbox } = await start({ contacts: 300 });
    await follower.walk();
    let chance = 0;
    const clock = { ...follower.clock, now: follower.clock.now, random: () => (chance += 0.1) };
    const [here, there] = [follower.another({ clock }), follower.another({ clock })];
    sandbox.hubSpot.edits.edit(follower.ids[0]!, { firstname: 'Edited' });
    follower.clock.time += 5000;
    sandbox.hubSpot.switches.indexLagMs = 10_000;
    const elsewhere = await there.changesSince(follower.checkpoint, Infinity);
    sandbox.hubSpot.switches.indexLagMs = 0;
    await here.changesSince(follower.checkpoint, Infinity);
    const { checkpoint } = elsewhere as { checkpoint: string };
    expect(await here.changesSince(checkpoint, Infinity)).to.have.deep.property('changed', [follower.ids[0]]);
  });

  it('are searched for 5 times a second, beside the quota of everything else', async () => {
    const { clock, sandbox } = await start({ contacts: 3000, requestsPer10s: 1, hubSpot: { requestsPer10s: 1 } });
    follower.beginHere();
    sandbox.hubSpot.edits.bulkEdit(3000, { company: 'Example' });
    const startedAt = clock.time;
    expect((await follower.changes()).changed).to.have.length(3000);
    expect(sandbox.hubSpot.operations.search).to.equal(17);
    expect(clock.time - startedAt).to.equal(3 * 1200);
  });

  it('are given up at once when the source is closed', async () => {
    const { sandbox, source } = await start({ contacts: 300 });
    follower.beginHere();
    sandbox.hubSpot.faults.next('hang');
    const asking = rejection(follower.changes());
    await delay(100);
    const closedAt = performance.now();
    source.close();
    expect(await asking).to.be.instanceOf(SourceUnreachable);
    expect(await rejection(follower.changes())).to.be.instanceOf(SourceUnreachable);
    expect(performance.now() - closedAt).to.be.below(1000);
  });
});
