import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, HubSpotContacts, type HubSpotOptions } from '@contacts-gateway/adapters/hubspot';
import { AccessToken, compareIds, type ContactWalk } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { type ListBehaviour, ListServer } from './list-server.js';
import { rejection } from './rejection.js';

/** The same numbers for the same seed: at least 0, below 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ascending ids, of which each but the first is so much above the one before. */
function idsOf(count: number, first: number, gap: (index: number) => number): number[] {
  const ids: number[] = [];
  for (let id = first; ids.length < count; id += gap(ids.length)) ids.push(id);
  return ids;
}

const random = randomOf(1);
const upTo = (most: number): number => 1 + Math.floor(random() * most);

const accounts: Readonly<Record<string, readonly number[]>> = {
  'ids without a gap': idsOf(3000, 1, () => 1),
  'ids with gaps': idsOf(3000, 100_400, () => upTo(13)),
  'short ids and clusters of long ones': [
    ...idsOf(300, 1, () => 1),
    ...idsOf(900, 57_156_000_000, () => upTo(40)),
    ...idsOf(1000, 713_492_000_000, () => upTo(20)),
    ...idsOf(800, 999_000_000_000, () => upTo(5)),
  ],
  'one desert': [...idsOf(1000, 5, () => upTo(3)), ...idsOf(2000, 900_000_000_000, () => upTo(3))],
  'many small clusters': idsOf(3000, 77, () => (random() < 0.02 ? upTo(1e9) : upTo(3))),
  'gaps of all sizes': idsOf(3000, 9, () => Math.ceil(1 / (random() + 1e-6) ** 2)),
};

const real: Clock = { now: () => performance.now(), sleep: () => delay(1), random: () => 0 };

describe('a walk through HubSpot from several places at once', function () {
  this.timeout(30_000);
  let server: ListServer;
  let reasons: string[];
  let source: HubSpotContacts;

  /** On a clock on which every look takes a while, so that answers seem slow and no test has to wait. */
  async function open(ids: readonly number[], behaviour: ListBehaviour = {}, options: HubSpotOptions = {}) {
    server = new ListServer(ids, behaviour);
    reasons = [];
    let time = Date.parse('2026-11-22T12:00:00.000Z');
    source = new HubSpotContacts(
      { accessToken: () => Promise.resolve(new AccessToken('t-1')) },
      {
        baseUrl: await server.start(),
        requestsPer10s: 0,
        concurrency: 12,
        onFallback: (reason) => reasons.push(reason),
        clock: { now: () => (time += 50), sleep: () => delay(1), random: () => 0 },
        ...options,
      },
    );
  }

  afterEach(() => {
    source.close();
    server.close();
  });

  async function found(walk: ContactWalk = source.walk()): Promise<number[]> {
    const ids: string[] = [];
    for await (const { records } of walk) ids.push(...records.map(({ contact }) => contact.id));
    return ids.sort(compareIds).map(Number);
  }

  for (const [what, ids] of Object.entries(accounts))
    it(`gives each contact once: ${what}`, async () => {
      await open(ids, { before: () => delay(20) });
      expect(await found()).to.deep.equal(ids);
      expect(server.mostOpen).to.be.within(3, 12);
      expect(reasons).to.deep.equal([]);
    });

  it('asks hardly more often than one page after the other would', async () => {
    await open(idsOf(20_000, 1, () => 1));
    await found();
    expect(server.requests).to.be.within(200, 210);
    server.close();
    await open(idsOf(20_000, 100_400, () => upTo(13)));
    await found();
    expect(server.requests).to.be.within(200, 225);
  });

  it('reads a few pages one after the other, and not one too many', async () => {
    for (const [contacts, pages] of [
      [0, 1],
      [100, 1],
      [101, 2],
      [300, 3],
    ] as const) {
      await open(idsOf(contacts, 7, () => 3));
      expect(await found()).to.have.length(contacts);
      expect([server.requests, server.mostOpen]).to.deep.equal([pages, 1]);
      server.close();
    }
    await open([]);
  });

  it('asks at most twice in vain for four to ten pages, and for no page later than one after the other would', async () => {
    for (let pages = 4; pages <= 10; pages += 1) {
      await open(idsOf(pages * 100, 100_400, () => upTo(13)));
      expect(await found()).to.have.length(pages * 100);
      expect(server.requests).to.be.within(pages, pages + 2);
      server.close();
    }
    await open([]);
  });

  it('reads up to ten pages one after the other if they come quickly', async () => {
    await open(accounts['ids with gaps']!.slice(0, 1000), {}, { clock: real });
    expect(await found()).to.have.length(1000);
    expect([server.requests, server.mostOpen]).to.deep.equal([10, 1]);
  });

  it('is one page after the other with a concurrency of 1', async () => {
    await open(accounts['ids with gaps']!, {}, { concurrency: 1 });
    expect(await found()).to.deep.equal(accounts['ids with gaps']);
    expect([server.requests, server.mostOpen]).to.deep.equal([30, 1]);
  });

  describe('where HubSpot is not as it is documented', () => {
    const ids = accounts['short ids and clusters of long ones']!;
    const shuffle = (some: readonly number[]): number[] => some.toSorted((a, b) => (a % 97) - (b % 97));
    const shuffled = shuffle(ids);
    const brokenOff = [...ids.slice(0, 2600), ...shuffle(ids.slice(2600))];
    const cases: [what: string, ids: readonly number[], behaviour: ListBehaviour][] = [
      ['cursors are opaque', ids, { cursor: 'opaque' }],
      ['unknown cursors are ignored', ids, { unknown: 'ignored' }],
      ['unknown cursors end the list', ids, { unknown: 'ended' }],
      ['unknown cursors are refused', ids, { unknown: 'refused' }],
      ['ids are in no order', shuffled, { isUnordered: true }],
      ['ids are in no order from somewhere on', brokenOff, { isUnordered: true }],
    ];
    for (const [what, listed, behaviour] of cases)
      it(`gives each contact once, and says once why it goes on with one page after the other: ${what}`, async () => {
        await open(listed, behaviour);
        expect(await found()).to.deep.equal(ids);
        expect(reasons).to.have.length(1);
        expect(reasons[0]).to.match(/^it(s [a-z]+|) (do|does|lists|are|ends|refuses)[a-z ]+$/);
      });

    it('gives each contact once where unknown cursors lead too far: ranges meet at what was found', async () => {
      await open(ids, { unknown: 'misplaced' });
      expect(await found()).to.deep.equal(ids);
      expect(reasons).to.deep.equal([]);
    });

    it('gives each contact once when a place in the middle is said to be the end', async () => {
      let ends = 0;
      await open(ids, {
        before: async (response, after) => {
          await delay(20);
          const isMiddle = server.requests > 12 && Number(after) < ids[1000]!;
          if (isMiddle && (ends += 1) === 1) response.end('{"results":[]}');
          return isMiddle && ends === 1;
        },
      });
      expect(await found()).to.deep.equal(ids);
      expect(reasons).to.deep.equal(['it ends before ids that it has listed']);
    });

    it('takes cursors that are the ids of the last records for what they are', async () => {
      await open(ids, { cursor: 'last', before: () => delay(20) });
      expect(await found()).to.deep.equal(ids);
      expect(server.mostOpen).to.be.above(2);
      expect(reasons).to.deep.equal([]);
    });
  });

  it('gives each contact that lives throughout once, while others come and go', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const chance = randomOf(seed);
      const kinds = Object.values(accounts);
      const before = kinds[seed % kinds.length]!;
      const touched = new Set<number>();
      const edit = (): void => {
        const index = Math.floor(chance() * server.ids.length);
        const id = server.ids[index]!;
        const created = id + 1;
        if (chance() < 0.5) {
          touched.add(id);
          server.ids.splice(index, 1);
        } else if (server.ids[index + 1] !== created) {
          touched.add(created);
          server.ids.splice(index + 1, 0, created);
        }
      };
      await open(before, {
        before: async () => {
          for (let edits = 0; edits < 5; edits += 1) edit();
          await delay(chance() * 8);
          for (let edits = 0; edits < 5; edits += 1) edit();
        },
        cursor: seed % 2 === 0 ? 'next' : 'last',
      });
      const ids = await found();
      expect(ids, `seed ${seed}`).to.deep.equal([...new Set(ids)]);
      const untouched = before.filter((id) => !touched.has(id));
      expect(
        ids.filter((id) => !touched.has(id)),
        `seed ${seed}`,
      ).to.deep.equal(untouched);
      source.close();
      server.close();
    }
  });

  it('gives each contact once through failures that pass', async () => {
    const chance = randomOf(9);
    const ids = accounts['short ids and clusters of long ones']!;
    await open(
      ids,
      {
        before: (response) => {
          const drawn = server.requests < 5 ? 1 : chance();
          if (drawn < 0.05) response.writeHead(502).end('<html></html>');
          else if (drawn < 0.1) response.destroy();
          else if (drawn < 0.15) response.end('{"results":[{"id":"1"');
          else if (drawn < 0.2) response.writeHead(503).end('<html></html>');
          return drawn < 0.2;
        },
      },
      { maxAttempts: 10 },
    );
    expect(await found()).to.deep.equal(ids);
    expect(reasons).to.deep.equal([]);
  });

  /** Walks until several calls hang. */
  async function hanging(answerInstead?: (response: { writeHead(status: number): { end(): void } }) => void) {
    await open(accounts['ids with gaps']!, {
      before: async (response) => {
        if (server.requests <= 8) return false;
        if (server.requests === 12 && answerInstead) {
          await delay(50);
          answerInstead(response);
          return true;
        }
        return true;
      },
    });
    const walk = source.walk();
    const walking = rejection(found(walk));
    while (server.open < 4) await delay(5);
    return { walk, walking };
  }

  const closesAllCalls = async (): Promise<void> => {
    const startedAt = performance.now();
    while (server.open > 0 && performance.now() - startedAt < 1000) await delay(5);
    expect(server.open).to.equal(0);
  };

  for (const [what, end] of [
    ['it is cancelled', (walk: ContactWalk) => walk.cancel()],
    ['its source is closed', () => source.close()],
  ] as const)
    it(`ends at once, with every call, when ${what}`, async () => {
      const { walk, walking } = await hanging();
      const startedAt = performance.now();
      end(walk);
      expect(await walking).to.include({ code: 'source_unreachable' });
      expect(performance.now() - startedAt).to.be.below(500);
      await closesAllCalls();
    });

  it('fails, and ends every other call, when one fails', async () => {
    const { walking } = await hanging((response) => response.writeHead(403).end());
    expect(await walking).to.include({ code: 'source_scope_missing' });
    await closesAllCalls();
  });

  it('ends every call when nobody wants its pages any more', async () => {
    await open(accounts['ids with gaps']!, { before: () => delay(20).then(() => false) });
    let pages = 0;
    for await (const page of source.walk()) if ((pages += page.records.length > 0 ? 1 : 0) === 8) break;
    await closesAllCalls();
  });
});
