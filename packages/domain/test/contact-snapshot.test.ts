import { compareIds, type ContactSnapshot, SnapshotBuilder } from '@contacts-gateway/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { platform } from './platform.js';
import { record } from './scripted-source.js';
import {
  applied,
  boundaries,
  edits,
  grouped,
  type Model,
  others,
  snapshotOf,
  sorted,
  sortedIds,
  withEdits,
} from './snapshot-model.js';

const empty = snapshotOf([]);
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const hashes = ({ pages }: ContactSnapshot): string[] => pages.map(({ hash }) => hash);
const evolve = (start: ContactSnapshot, groups: Parameters<typeof withEdits>[1][]): ContactSnapshot =>
  groups.reduce(withEdits, start);

function expectSame(snapshot: ContactSnapshot, model: Model): void {
  const fresh = snapshotOf(sorted(model));
  expect(hashes(snapshot)).to.deep.equal(hashes(fresh));
  expect(snapshot.version).to.equal(fresh.version);
  expect(snapshot.size).to.equal(model.size);
  expect([...snapshot]).to.deep.equal(sorted(model).map(({ contact }) => contact));
}

describe('a contact snapshot', () => {
  it('has the same pages, hashes and version for the same contacts, however the changes are grouped', () => {
    fc.assert(
      fc.property(edits(), sizes, sizes, (all, some, otherwise) => {
        const model = applied(new Map(), all);
        expectSame(evolve(empty, grouped(all, some)), model);
        expectSame(evolve(empty, grouped(all, otherwise)), model);
        expectSame(snapshotOf(all.flatMap((edit) => model.get(edit.id) ?? [])), model);
      }),
      { numRuns: 500 },
    );
  });

  it('has them also where pages are full, and boundaries follow from counting', () => {
    const first = boundaries[20]!;
    const pool = others.filter((id) => compareIds(id, first) > 0).slice(0, 9000);
    const model = applied(
      new Map(),
      [first, ...pool].map((id) => ({ id, record: record(id) })),
    );
    const whole = snapshotOf(sorted(model));
    expect(whole.pages.map(({ ids }) => ids.length)).to.deep.equal([4096, 4096, 809]);
    const near = [
      first,
      ...pool.slice(0, 3),
      ...pool.slice(4093, 4099),
      ...pool.slice(-3),
      boundaries[0]!,
      boundaries.at(-1)!,
    ];
    fc.assert(
      fc.property(edits(near), sizes, (all, some) => {
        expectSame(evolve(whole, grouped(all, some)), applied(model, all));
      }),
      { numRuns: 25 },
    );
  });

  it('shares with its successor every page that no change touches', () => {
    fc.assert(
      fc.property(edits(), edits(), (before, after) => {
        const older = withEdits(empty, before);
        const newer = withEdits(older, after);
        const known = new Map(older.pages.map((page) => [page.hash, page]));
        for (const page of newer.pages) expect(known.get(page.hash) ?? page).to.equal(page);
      }),
    );
  });

  it('encodes one page of many for one change, and hashes that and the version', () => {
    let digests = 0;
    const counting = { ...platform, digest: (bytes: Uint8Array) => ((digests += 1), platform.digest(bytes)) };
    const builder = new SnapshotBuilder(counting);
    for (const id of [...boundaries.slice(0, 40), ...others.slice(0, 50_000)].sort(compareIds)) builder.add(record(id));
    const whole = builder.snapshot();
    digests = 0;
    const newer = whole.with([record(others[25_000]!, 'Renamed')]);
    expect(digests).to.equal(2);
    expect(newer.pages.filter((page) => !whole.pages.includes(page))).to.have.length(1);
    expect(newer.pages.length).to.equal(whole.pages.length).and.be.above(40);
  });

  it('joins what a removed boundary had parted, and parts it when it comes back', () => {
    const before = others.filter((id) => compareIds(id, boundaries[30]!) < 0).slice(-5);
    const after = others.filter((id) => compareIds(id, boundaries[30]!) > 0).slice(0, 5);
    const whole = snapshotOf([...before, boundaries[30]!, ...after].map((id) => record(id)));
    expect(whole.pages.map(({ ids }) => ids.length)).to.deep.equal([5, 6]);
    const joined = whole.with([], [boundaries[30]!]);
    expect(joined.pages.map(({ ids }) => ids.length)).to.deep.equal([10]);
    expect(hashes(joined.with([record(boundaries[30]!)]))).to.deep.equal(hashes(whole));
  });

  it('cuts and names as every other instance does', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => String(57_156_000_000 + index * 7));
    const snapshot = snapshotOf([...ids, 'ü', '李雷'].map((id) => record(id, 'Ada', ['9'])));
    expect(snapshot.pages.map((page) => page.ids[0])).to.deep.equal([
      'ü',
      '57156000672',
      '57156018802',
      '57156026712',
      '57156033180',
      '57156034447',
    ]);
    expect(snapshot.version).to.equal('18e2b894bbb3324a2f49e5fcfeabe8b4');
  });

  it('builds from a walk in any order, and uses again the pages that it knows', () => {
    fc.assert(
      fc.property(edits(), edits(), fc.func(fc.nat()), (before, after, rank) => {
        const older = withEdits(empty, before);
        const model = applied(applied(new Map(), before), after);
        const shuffled = sorted(model).sort((a, b) => rank(a.contact.id) - rank(b.contact.id));
        const newer = snapshotOf(shuffled, older);
        expectSame(newer, model);
        const known = new Map(older.pages.map((page) => [page.hash, page]));
        for (const page of newer.pages) expect(known.get(page.hash) ?? page).to.equal(page);
      }),
    );
  });

  it('builds the same from a source that is read from several places at once', () => {
    const first = boundaries[3]!;
    const ids = [
      first,
      ...others.filter((id) => compareIds(id, first) > 0).slice(0, 12_000),
      ...boundaries.slice(20, 40),
    ];
    const records = ids.toSorted(compareIds).map((id) => record(id));
    const whole = snapshotOf(records);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(records.length), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11), { minLength: 1, maxLength: 40 }),
        (cuts, turns) => {
          const starts = [0, ...cuts].toSorted((a, b) => a - b);
          const readers = starts.map((start, index) => grouped(records.slice(start, starts[index + 1]), [100]));
          const pages: (typeof records)[] = [];
          for (let turn = 0; readers.some(({ length }) => length > 0); turn += 1) {
            const left = readers.filter(({ length }) => length > 0);
            pages.push(left[turns[turn % turns.length]! % left.length]!.shift()!);
          }
          expect(hashes(snapshotOf(pages.flat()))).to.deep.equal(hashes(whole));
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it('holds no contacts as objects for a source that is read from several places at once', () => {
    let decoded = 0;
    const counting = {
      ...platform,
      decode: (bytes: Uint8Array) => ((decoded += bytes.length), platform.decode(bytes)),
    };
    const builder = new SnapshotBuilder(counting);
    const ids = Array.from({ length: 20_000 }, (_, index) => String(100_000 + index));
    const readers = grouped(ids, [2000]).map((range) => grouped(range, [100]));
    for (let page = 0; page < 20; page += 1)
      for (const reader of readers) for (const id of reader[page]!) builder.add(record(id));
    const before = decoded;
    const { size, pages } = builder.snapshot();
    expect(size).to.equal(20_000);
    // Only where the ranges meet are pages put together, and of bytes.
    expect(decoded - before).to.be.below(pages[0]!.bytes.length * 2);
  });

  it('knows exactly what differs from another', () => {
    fc.assert(
      fc.property(edits(), edits(), (before, after) => {
        const older = applied(new Map(), before);
        const newer = applied(older, after);
        const differs = (id: string): boolean => JSON.stringify(older.get(id)) !== JSON.stringify(newer.get(id));
        expect(snapshotOf(sorted(newer)).differenceFrom(snapshotOf(sorted(older)))).to.deep.equal({
          changed: sortedIds(newer).filter(differs),
          removed: sortedIds(older).filter((id) => !newer.has(id)),
        });
      }),
      { numRuns: 500 },
    );
  });

  it('finds every contact by its id, and those that were merged by their former ids', () => {
    fc.assert(
      fc.property(edits(), (all) => {
        const model = applied(new Map(), all);
        const snapshot = snapshotOf(sorted(model));
        for (const id of new Set(all.map((edit) => edit.id))) {
          expect(snapshot.record(id)).to.deep.equal(model.get(id));
          if (model.has(id)) expect(snapshot.get(id)).to.deep.equal(model.get(id)!.contact);
        }
        for (const former of ['7', '8', '9', 'x,y', 'never']) {
          const [lowest] = sorted(model).filter(({ formerIds }) => formerIds.includes(former));
          expect(snapshot.get(former)).to.deep.equal(lowest?.contact);
        }
      }),
    );
  });

  it('has equal bytes for equal contacts, whatever the order of their keys and former ids', () => {
    const { contact } = record('1', '');
    const { issues, source, email, name, id } = contact;
    const shuffled = { issues, source, email, name, id } as typeof contact;
    const versions = [
      snapshotOf([{ contact, formerIds: ['10', '9'] }]),
      snapshotOf([{ contact: shuffled, formerIds: ['9', '10', '9', '1'] }]),
    ].map(({ version }) => version);
    expect(versions[0]).to.equal(versions[1]);
    expect(snapshotOf([{ contact, formerIds: ['9'] }]).version).to.not.equal(versions[0]);
  });

  it('cuts about one page in a thousand ids, and none above 4,096', () => {
    for (const stride of [1, 7, 1024, 1_000_003]) {
      const ids = Array.from({ length: 100_000 }, (_, index) => String(57_156_000_000 + index * stride));
      const { pages } = snapshotOf(ids.map((id) => record(id)));
      expect(pages.length).to.be.within(75, 135);
      expect(Math.max(...pages.map((page) => page.ids.length))).to.be.at.most(4096);
    }
  });
});
