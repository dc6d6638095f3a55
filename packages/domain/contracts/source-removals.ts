import assert from 'node:assert/strict';
import { checkpointOf, createMany, person } from './account.js';
import type { Section } from './contract.js';
import { changesOf, holds } from './named.js';
import type { SourceRig } from './source-rig.js';

/** So often is asked until it must have been named. */
const TIMES = 30;

const WEEK_MS = 7 * 86_400_000;

/** Whom `changesSince` names among what may have gone. */
export const sourceRemovals: Section<SourceRig> = {
  title: 'What is named as perhaps gone',
  requirements: [
    {
      title: 'names what was removed, among what may have gone',
      needs: ['namesRemovalsAfterMs', 'advance'],
      async prove({ source, create, remove, advance, namesRemovalsAfterMs }) {
        const removed = await create(person('Ada'));
        const checkpoint = await checkpointOf(source);
        await remove(removed);
        await advance(namesRemovalsAfterMs);
        holds((await changesOf(source, checkpoint)).perhapsGone, [removed], 'what was removed');
      },
    },
    {
      title: 'names what was removed later, to a caller that goes on from the checkpoints of changes',
      needs: ['namesRemovalsAfterMs', 'advance', 'severalPages'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        let checkpoint = await checkpointOf(rig.source);
        for (const removed of [ids.slice(2), [ids[0]!], [ids[1]!]]) {
          for (const id of removed) await rig.remove(id);
          await rig.advance(rig.namesRemovalsAfterMs);
          const changes = await changesOf(rig.source, checkpoint);
          holds(changes.perhapsGone, removed, 'what was removed');
          const { size } = new Set(changes.perhapsGone);
          assert.equal(changes.perhapsGone.length, size, 'it names some twice');
          ({ checkpoint } = changes);
        }
      },
    },
    {
      title: 'names in the end what was removed, however often it is asked meanwhile',
      needs: ['namesRemovalsAfterMs', 'advance'],
      async prove({ source, create, remove, advance, namesRemovalsAfterMs }) {
        const removed = await create(person('Ada'));
        let checkpoint = await checkpointOf(source);
        await remove(removed);
        const named: string[] = [];
        for (let time = 0; time <= TIMES; time += 1) {
          const changes = await changesOf(source, checkpoint);
          named.push(...changes.perhapsGone);
          ({ checkpoint } = changes);
          await advance(Math.max(1000, (2 * namesRemovalsAfterMs) / TIMES));
        }
        holds(named, [removed], 'what was removed');
      },
    },
    {
      title: 'names what was edited and removed, or says to walk again, to a caller that comes back after two months',
      needs: ['namesChangesAfterMs', 'namesRemovalsAfterMs', 'advance'],
      async prove({ source, create, edit, remove, advance }) {
        const [edited, removed] = [await create(person('Ada')), await create(person('Bob'))];
        await advance(WEEK_MS);
        const checkpoint = await checkpointOf(source);
        await edit(edited, person('Cleo'));
        await remove(removed);
        for (let weeks = 0; weeks < 8; weeks += 4) await advance(4 * WEEK_MS);
        const answer = await source.changesSince(checkpoint, Infinity);
        if (answer.kind === 'walk-again') return;
        holds(answer.changed, [edited], 'what was edited');
        holds(answer.perhapsGone, [removed], 'what was removed');
      },
    },
    {
      title: 'names with a contact that was removed what had been merged into it',
      needs: ['namesRemovalsAfterMs', 'advance', 'merge'],
      async prove({ source, create, merge, remove, advance, namesRemovalsAfterMs }) {
        const both = [await create(person('Ada')), await create(person('Bob'))] as const;
        const checkpoint = await checkpointOf(source);
        const survivor = await merge(...both);
        await remove(survivor);
        await advance(namesRemovalsAfterMs);
        const { perhapsGone } = await changesOf(source, checkpoint);
        holds(perhapsGone, [...both, survivor], 'the survivor and what it was before');
      },
    },
    {
      title: 'names what was removed also when its record is no contact',
      needs: ['namesRemovalsAfterMs', 'advance', 'garble'],
      async prove({ source, create, garble, remove, advance, namesRemovalsAfterMs }) {
        const garbled = await create(person('Ada'));
        const checkpoint = await checkpointOf(source);
        await remove(garbled);
        await garble(garbled);
        await advance(namesRemovalsAfterMs);
        holds((await changesOf(source, checkpoint)).perhapsGone, [garbled], 'the record');
      },
    },
  ],
};
