import assert from 'node:assert/strict';
import type { ContactSourcePort } from '@contacts-gateway/domain';
import { checkpointOf, createMany, isInOrder, pagesOf, person, recordsOf } from './account.js';
import type { Contract, Stead } from './contract.js';
import { failsWith, failureOf, isSilentAbout } from './failure.js';
import { type SourceFailure, sourceFailures, type SourceRig } from './source-rig.js';

const FEW = 3;
const MANY = 300;

const givesOnePage: Stead<SourceRig> = {
  title: 'gives all its contacts on one page',
  async prove(rig) {
    await createMany(rig, MANY);
    const pages = await pagesOf(rig.source.walk());
    assert.equal(pages.length, 1, `it gives ${MANY} contacts on ${pages.length} pages`);
  },
};

const isNotPaged: Stead<SourceRig> = {
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

const keepsIdsInOrder: Stead<SourceRig> = {
  title: 'gives the ids of a page in ascending order',
  async prove(rig) {
    await createMany(rig, MANY);
    for (const { records } of await pagesOf(rig.source.walk())) isInOrder(records);
  },
};

const holdsNoSecret: Stead<SourceRig> = {
  title: 'holds no secret that could be refused',
  async prove({ secrets }) {
    assert.equal(secrets.length, 0, 'it holds one');
  },
};

const refusesTheUntidy: Stead<SourceRig> = {
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

const keepsCheckpointsInOrder: Stead<SourceRig> = {
  title: 'states for a later walk no lower checkpoint',
  async prove({ source }) {
    const earlier = await checkpointOf(source);
    assert.ok((await checkpointOf(source)) >= earlier, 'that of a later walk sorts lower');
  },
};

const knowsNoFormerIds: Stead<SourceRig> = {
  title: 'gives no contact a former id',
  async prove(rig) {
    const ids = await createMany(rig, FEW);
    const states = await rig.source.read(ids);
    const read = [...states.values()].flatMap((state) => ('formerIds' in state ? [state] : []));
    const former = [...(await recordsOf(rig.source.walk())), ...read].flatMap(({ formerIds }) => formerIds);
    assert.equal(former.length, 0, 'a contact has a former id: its source merges');
  },
};

const losesForGood: Stead<SourceRig> = {
  title: 'says of what was removed that it is gone, however often it is asked',
  async prove({ source, create, remove }) {
    const id = await create(person('Ada'));
    await remove(id);
    for (let time = 1; time <= FEW; time += 1)
      assert.equal((await source.read([id])).get(id)?.kind, 'gone', 'it says something else of what was removed');
  },
};

const editsOneByOne: Stead<SourceRig> = {
  title: 'says to walk again, or names each of some contacts that were edited one after the other',
  async prove(rig) {
    const ids = await createMany(rig, FEW);
    const checkpoint = await checkpointOf(rig.source);
    for (const id of ids) await rig.edit(id, person('Edited'));
    await rig.advance?.(rig.namesChangesAfterMs ?? 0);
    const answer = await rig.source.changesSince(checkpoint, Infinity);
    const missing = answer.kind === 'changes' ? ids.filter((id) => !answer.changed.includes(id)) : [];
    assert.equal(missing.length, 0, `it does not name ${missing.length} of ${ids.length}`);
  },
};

async function walksAgain(source: ContactSourcePort, checkpoint: string): Promise<void> {
  const answer = await source.changesSince(checkpoint, Infinity);
  assert.ok(answer.kind === 'walk-again', 'it names changes, and not all of them can be shown');
  assert.ok(answer.reason, 'it does not say why');
}

const namesNoChanges: Stead<SourceRig> = {
  title: 'says to walk again, and why, whatever has changed',
  async prove({ source, create, edit }) {
    const id = await create(person('Ada'));
    const checkpoint = await checkpointOf(source);
    await walksAgain(source, checkpoint);
    await edit(id, person('Bob'));
    await walksAgain(source, checkpoint);
  },
};

const namesNoRemovals: Stead<SourceRig> = {
  title: 'says to walk again, and why, when something was removed',
  async prove({ source, create, remove }) {
    const id = await create(person('Ada'));
    const checkpoint = await checkpointOf(source);
    await remove(id);
    await walksAgain(source, checkpoint);
  },
};

const setsNothingAside: Stead<SourceRig> = {
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

const triesOnce: Stead<SourceRig> = {
  title: 'makes no second attempt',
  async prove(rig) {
    await createMany(rig, FEW);
    await rig[sourceFailures.find((code) => rig[code]) ?? 'requests']?.();
    let setbacks = 0;
    await failureOf(pagesOf(rig.source.walk({ onRetry: () => void (setbacks += 1) })));
    assert.equal(setbacks, 0, 'it tells of a setback, and tries again');
  },
};

const endsAtOnce: Stead<SourceRig> = {
  title: 'gives no page of a walk that was cancelled before its first',
  async prove(rig) {
    await createMany(rig, FEW);
    const walk = rig.source.walk();
    walk.cancel();
    await failsWith('source_unreachable', 'its first page', pagesOf(walk));
  },
};

const showsNothing: Stead<SourceRig> = {
  title: 'shows no secret to who prints it',
  async prove({ source, secrets }) {
    await recordsOf(source.walk());
    isSilentAbout(secrets, source, 'the adapter');
  },
};

/** @param ofToken - such a failure is one of sources that are given a token, which is a secret. */
const neverFailsWith = (code: SourceFailure, ofToken: boolean): Stead<SourceRig> => ({
  title: `never fails with ${code}${ofToken ? ', and holds no secret that could be refused' : ''}`,
  async prove(rig) {
    if (ofToken) assert.equal(rig.secrets.length, 0, 'it holds a secret');
    const id = await rig.create(person('Ada'));
    await rig[sourceFailures.find((each) => rig[each]) ?? 'requests']?.();
    for (const failure of [
      await failureOf(recordsOf(rig.source.walk())),
      await failureOf(rig.source.read([id])),
      await failureOf(rig.source.changesSince('', Infinity)),
    ])
      assert.notEqual((failure as { code?: unknown } | undefined)?.code, code, 'it does fail so');
  },
});

export const sourceParts: Contract<SourceRig>['parts'] = {
  source: 'required',
  create: 'required',
  edit: 'required',
  remove: 'required',
  requests: 'required',
  secrets: 'required',
  severalPages: givesOnePage,
  emptyPage: isNotPaged,
  repeatedPage: isNotPaged,
  endlessEmptyPages: isNotPaged,
  endlessPages: isNotPaged,
  disorder: keepsIdsInOrder,
  refuseToken: holdsNoSecret,
  createUntidy: refusesTheUntidy,
  advance: keepsCheckpointsInOrder,
  merge: knowsNoFormerIds,
  restore: losesForGood,
  editAtOnce: editsOneByOne,
  namesChangesAfterMs: namesNoChanges,
  namesRemovalsAfterMs: namesNoRemovals,
  garble: setsNothingAside,
  stumble: triesOnce,
  hang: endsAtOnce,
  logged: showsNothing,
  asksToWait: neverFailsWith('source_rate_limited', false),
  source_token_refused: neverFailsWith('source_token_refused', true),
  source_scope_missing: neverFailsWith('source_scope_missing', true),
  source_rate_limited: neverFailsWith('source_rate_limited', false),
  source_unexpected_status: neverFailsWith('source_unexpected_status', false),
  source_answer_invalid: neverFailsWith('source_answer_invalid', false),
  source_unreachable: neverFailsWith('source_unreachable', false),
  token_unavailable: neverFailsWith('token_unavailable', true),
  token_provider_misconfigured: neverFailsWith('token_provider_misconfigured', true),
};
