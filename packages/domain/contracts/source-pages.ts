import assert from 'node:assert/strict';
import { compareIds } from '@contacts-gateway/domain';
import { createMany, idsIn, isContact, isInOrder, pagesOf, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { failureOf, isFailure } from './failure.js';
import type { SourceRig } from './source-rig.js';
import { delay, until } from './waiting.js';

const SOON_MS = 1000;
/** Longer than a request takes to arrive. */
const UNDER_WAY_MS = 20;

/** How a walk comes to the true end of its source. */
export const sourcePages: Section<SourceRig> = {
  title: 'How a walk comes to the true end',
  requirements: [
    {
      title: 'walks every contact once, over several pages',
      needs: ['severalPages'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        const pages = await pagesOf(rig.source.walk());
        const found = idsIn(pages.flatMap(({ records }) => records));
        const filled = pages.filter(({ records }) => records.length > 0).length;
        assert.ok(
          filled > 1,
          `all ${found.length} contacts came on one page: severalPages is too small, or is not true`,
        );
        assert.equal(found.length, new Set(found).size, 'some contacts came twice');
        assert.deepEqual(found.toSorted(compareIds), created.toSorted(compareIds), 'it found others than there are');
      },
    },
    {
      title: 'has every contact that is there throughout, while others come and go',
      needs: ['severalPages'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        const leaving = created.filter((_, at) => at % 3 === 0);
        const found = new Set<string>();
        for await (const { records } of rig.source.walk()) {
          for (const id of idsIn(records)) found.add(id);
          for (const id of leaving.splice(0, 10)) {
            await rig.remove(id);
            await rig.create(person('Late'));
          }
        }
        const missing = created.filter((id, at) => at % 3 !== 0 && !found.has(id));
        assert.equal(missing.length, 0, `${missing.length} of ${created.length} contacts are missing`);
      },
    },
    {
      title: 'goes on after an empty page in the middle, to the true end',
      needs: ['severalPages', 'emptyPage'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        await rig.emptyPage();
        const found = idsIn(await recordsOf(rig.source.walk()));
        assert.equal(new Set(found).size, created.length, `after it, it found ${found.length} of ${created.length}`);
      },
    },
    {
      title: 'has every contact also where a page comes twice, or fails with source_answer_invalid',
      needs: ['severalPages', 'repeatedPage'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        await rig.repeatedPage();
        const found = new Set<string>();
        const failure = await failureOf(
          (async () => {
            for await (const { records } of rig.source.walk()) for (const id of idsIn(records)) found.add(id);
          })(),
        );
        if (failure === undefined)
          assert.equal(found.size, created.length, `it found ${found.size} of ${created.length}`);
        else isFailure('source_answer_invalid', 'a walk', failure);
      },
    },
    {
      title: 'gives the later reading last of a contact that its source lists twice',
      needs: ['listsTwice'],
      async prove(rig) {
        const [id] = await createMany(rig, 3);
        await rig.listsTwice(id!, person('Later'));
        const readings = (await recordsOf(rig.source.walk())).filter(({ contact }) => contact.id === id);
        isContact(readings.at(-1), rig.source, id!, person('Later'));
      },
    },
    {
      title: 'gives the ids of a page in ascending order: by length, then by code unit',
      async prove(rig) {
        await createMany(rig, 30);
        for (const { records } of await pagesOf(rig.source.walk())) isInOrder(records);
      },
    },
    {
      title: 'gives the ids of a page in ascending order also where the source does not',
      needs: ['disorder'],
      async prove(rig) {
        const ids = await createMany(rig, 30);
        await rig.disorder();
        for (const { records } of await pagesOf(rig.source.walk())) isInOrder(records);
        const states = await rig.source.read(ids);
        for (const [id, state] of states)
          assert.ok(state.kind === 'contact' && state.contact.id === id, 'read, an id has the state of another');
      },
    },
    {
      title: 'asks for nothing before the first page is asked for',
      async prove({ source, requests }) {
        const before = requests();
        const walk = source.walk();
        const pages = walk[Symbol.asyncIterator]();
        await delay(UNDER_WAY_MS);
        assert.equal(requests(), before, 'the source received a request');
        await pages.next();
        assert.ok(requests() > before, 'a page came without a request: the rig does not count them');
      },
    },
    {
      title: 'goes on after a setback, having told what would have become of it',
      needs: ['stumble'],
      async prove({ source, create, stumble }) {
        const id = await create(person('Ada'));
        const setbacks: unknown[] = [];
        await stumble();
        const records = await recordsOf(source.walk({ onRetry: (failure) => setbacks.push(failure) }));
        assert.deepEqual(idsIn(records), [id], 'after the setback it found others than there are');
        assert.ok(setbacks.length > 0, 'it told of no setback');
      },
    },
    {
      title: 'goes on after a setback in the middle, having told of it',
      needs: ['severalPages', 'stumble'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        const setbacks: unknown[] = [];
        const pages = rig.source.walk({ onRetry: (failure) => setbacks.push(failure) })[Symbol.asyncIterator]();
        const first = await pages.next();
        await rig.stumble();
        let found = first.done ? 0 : first.value.records.length;
        for (let next = await pages.next(); !next.done; next = await pages.next()) found += next.value.records.length;
        assert.equal(found, created.length, 'after the setback it found another number of contacts than there are');
        assert.ok(setbacks.length > 0, 'it told of no setback');
      },
    },
    {
      title: 'says of a long walk about how many contacts there are',
      needs: ['severalPages', 'longWalks'],
      async prove(rig) {
        const { length } = await createMany(rig, rig.severalPages);
        await rig.longWalks();
        const walk = rig.source.walk();
        await pagesOf(walk);
        await until(() => walk.expected !== undefined, SOON_MS, 'it said how many contacts it expects');
        const isAbout = walk.expected! >= length / 2 && walk.expected! <= length * 2;
        assert.ok(isAbout, `of ${length} contacts, it says that it expects ${walk.expected}`);
      },
    },
    {
      title: 'goes on with another token when the one that it has is refused',
      needs: ['severalPages', 'refuseToken'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        const pages = rig.source.walk()[Symbol.asyncIterator]();
        const first = await pages.next();
        await rig.refuseToken();
        let found = first.done ? 0 : first.value.records.length;
        for (let next = await pages.next(); !next.done; next = await pages.next()) found += next.value.records.length;
        assert.equal(found, created.length, 'it found another number of contacts than there are');
        let setbacks = 0;
        const read = async (): Promise<number> => {
          const before = rig.requests();
          const { size } = await rig.source.read(created, { onRetry: () => void (setbacks += 1) });
          assert.equal(size, created.length, 'it read another number than it was asked');
          return rig.requests() - before;
        };
        const usual = await read();
        await rig.refuseToken();
        assert.ok(
          (await read()) > usual || setbacks > 0,
          'nothing was refused: let its provider answer the other token only to who tells it that the first was refused',
        );
      },
    },
  ],
};
