import assert from 'node:assert/strict';
import type { ContactSourcePort } from '@contacts-gateway/domain';
import { checkpointOf, createMany, person } from './account.js';
import type { Stead } from './contract.js';
import { holds } from './named.js';
import type { SourceRig } from './source-rig.js';
import { delay } from './waiting.js';

const FEW = 3;
/** What takes longer is not waited for in real time. */
const LONGEST_MS = 2000;
/** A timer may be early. */
const EARLY_MS = 10;

export const editsOneByOne: Stead<SourceRig> = {
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

export const namesNoChanges: Stead<SourceRig> = {
  title: 'says to walk again, and why, whatever has changed',
  async prove({ source, create, edit }) {
    const id = await create(person('Ada'));
    const checkpoint = await checkpointOf(source);
    await walksAgain(source, checkpoint);
    await edit(id, person('Bob'));
    await walksAgain(source, checkpoint);
  },
};

export const namesNoRemovals: Stead<SourceRig> = {
  title: 'says to walk again, and why, when something was removed',
  async prove({ source, create, remove }) {
    const id = await create(person('Ada'));
    const checkpoint = await checkpointOf(source);
    await remove(id);
    await walksAgain(source, checkpoint);
  },
};

export const namesInRealTime: Stead<SourceRig> = {
  title: `states for a later walk no lower checkpoint, and says to walk again, or names what was edited and what was removed within ${LONGEST_MS} ms of real time`,
  async prove({ source, create, edit, remove, namesChangesAfterMs = 0, namesRemovalsAfterMs = 0 }) {
    const [edited, removed] = [await create(person('Ada')), await create(person('Bob'))];
    const checkpoint = await checkpointOf(source);
    assert.ok((await checkpointOf(source)) >= checkpoint, 'the checkpoint of a later walk sorts lower');
    await edit(edited, person('Cleo'));
    await remove(removed);
    const afterMs = Math.max(namesChangesAfterMs, namesRemovalsAfterMs);
    const isSoon = afterMs <= LONGEST_MS;
    if (isSoon) await delay(afterMs + EARLY_MS);
    const answer = await source.changesSince(checkpoint, Infinity);
    if (answer.kind === 'walk-again') return;
    assert.ok(isSoon, `it names changes, but only after ${afterMs} ms: without advance that cannot be shown`);
    holds(answer.changed, [edited], 'what was edited');
    holds(answer.perhapsGone, [removed], 'what was removed');
  },
};
