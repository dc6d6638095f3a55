import assert from 'node:assert/strict';
import type { ContactSourcePort } from '@contacts-gateway/domain';
import { checkpointOf, createMany, person } from './account.js';
import type { Stead } from './contract.js';
import type { SourceRig } from './source-rig.js';

const FEW = 3;

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
