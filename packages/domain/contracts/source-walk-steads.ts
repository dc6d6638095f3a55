import assert from 'node:assert/strict';
import { createMany, idsIn, isInOrder, pagesOf, person, recordsOf } from './account.js';
import type { Stead } from './contract.js';
import { failureOf } from './failure.js';
import type { SourceRig } from './source-rig.js';

const FEW = 3;
const MANY = 300;

export const givesOnePage: Stead<SourceRig> = {
  title: 'gives all its contacts on one page',
  async prove(rig) {
    await createMany(rig, MANY);
    const pages = await pagesOf(rig.source.walk());
    assert.equal(pages.length, 1, `it gives ${MANY} contacts on ${pages.length} pages`);
  },
};

export const expectsNoNumber: Stead<SourceRig> = {
  title: 'does not say how many contacts it expects',
  async prove(rig) {
    await createMany(rig, MANY);
    const walk = rig.source.walk();
    for await (const _ of walk) assert.equal(walk.expected, undefined, 'it says so in the middle of a walk');
    assert.equal(walk.expected, undefined, 'it says so at the end of a walk');
  },
};

export const isNotPaged: Stead<SourceRig> = {
  title: 'asks its source no more often for many contacts than for few',
  async prove(rig) {
    const requestsOfWalk = async (count: number): Promise<number> => {
      await createMany(rig, count);
      const before = rig.requests();
      await pagesOf(rig.source.walk());
      return rig.requests() - before;
    };
    const few = await requestsOfWalk(FEW);
    assert.equal(await requestsOfWalk(MANY), few, 'it asks more often for many: its source has pages');
  },
};

export const keepsIdsInOrder: Stead<SourceRig> = {
  title: 'gives the ids of a page in ascending order',
  async prove(rig) {
    await createMany(rig, MANY);
    for (const { records } of await pagesOf(rig.source.walk())) isInOrder(records);
  },
};

export const givesEachOnce: Stead<SourceRig> = {
  title: 'gives each contact once',
  async prove(rig) {
    const ids = await createMany(rig, MANY);
    const found = idsIn(await recordsOf(rig.source.walk()));
    assert.equal(found.length, ids.length, 'it gives another number of contacts than there are');
  },
};

export const refusesTheUntidy: Stead<SourceRig> = {
  title: 'is of a source that takes no person without name and address, and no invalid address',
  async prove({ create }) {
    for (const [what, email] of [
      ['a person without name and address', ''],
      ['an invalid address', 'not an address'],
    ] as const) {
      const failure = await failureOf((async () => await create({ firstName: '', lastName: '', email }))());
      assert.ok(failure !== undefined, `its source takes ${what}`);
    }
  },
};

export const knowsNoFormerIds: Stead<SourceRig> = {
  title: 'gives no contact a former id',
  async prove(rig) {
    const ids = await createMany(rig, FEW);
    const states = await rig.source.read(ids);
    const read = [...states.values()].flatMap((state) => ('formerIds' in state ? [state] : []));
    const former = [...(await recordsOf(rig.source.walk())), ...read].flatMap(({ formerIds }) => formerIds);
    assert.equal(former.length, 0, 'a contact has a former id: its source merges');
  },
};

export const losesForGood: Stead<SourceRig> = {
  title: 'says of what was removed that it is gone, however often it is asked',
  async prove({ source, create, remove }) {
    const id = await create(person('Ada'));
    await remove(id);
    for (let time = 1; time <= FEW; time += 1)
      assert.equal((await source.read([id])).get(id)?.kind, 'gone', 'it says something else of what was removed');
  },
};

export const setsNothingAside: Stead<SourceRig> = {
  title: 'takes every record for a contact',
  async prove(rig) {
    const ids = await createMany(rig, FEW);
    const pages = await pagesOf(rig.source.walk());
    const skipped = pages.flatMap((page) => page.skipped);
    assert.equal(skipped.length, 0, 'it sets a record aside');
    const states = [...(await rig.source.read(ids)).values()];
    assert.ok(!states.some(({ kind }) => kind === 'unreadable'), 'it cannot read a record');
  },
};
