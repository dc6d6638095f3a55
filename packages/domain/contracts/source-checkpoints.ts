import assert from 'node:assert/strict';
import { checkpointOf, createMany, person } from './account.js';
import type { Section } from './contract.js';
import { changesOf } from './named.js';
import type { SourceRig } from './source-rig.js';

const TIMES = 12;
const STEPS_MS = [60_000, 3_600_000, 86_400_000, 31 * 86_400_000];

/** The moments that walks state. */
export const sourceCheckpoints: Section<SourceRig> = {
  title: 'The moments that walks state',
  requirements: [
    {
      title: 'knows a checkpoint from its first page on, and keeps it',
      async prove(rig) {
        await createMany(rig, 3);
        const walk = rig.source.walk();
        const pages = walk[Symbol.asyncIterator]();
        await pages.next();
        const { checkpoint } = walk;
        assert.ok(checkpoint, 'after the first page there is none, or it is empty');
        while (!(await pages.next()).done);
        assert.equal(walk.checkpoint, checkpoint, 'at the end there is another');
      },
    },
    {
      title: 'states for a later walk a checkpoint that sorts higher, by code unit',
      needs: ['advance'],
      async prove({ source, advance }) {
        let earlier = await checkpointOf(source);
        for (const stepMs of STEPS_MS) {
          await advance(stepMs);
          const later = await checkpointOf(source);
          assert.ok(later > earlier, `that of a walk ${stepMs} ms later does not sort higher`);
          earlier = later;
        }
      },
    },
    {
      title: 'states checkpoints of walks and of changes that sort as they were asked for',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, advance }) {
        const changed = async (since: string): Promise<string> => (await changesOf(source, since)).checkpoint;
        const stated = [await checkpointOf(source)];
        const steps = [changed, () => checkpointOf(source), () => changed(stated[1]!), changed];
        for (const step of steps) {
          await advance(STEPS_MS[0]!);
          stated.push(await step(stated.at(-1)!));
        }
        assert.deepEqual(stated.toSorted(), stated, 'they sort in another order');
        assert.equal(new Set(stated).size, stated.length, 'two are the same');
      },
    },
    {
      title:
        'states no checkpoint of changes that sorts lower than the one that it was given, were it in the same moment',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, advance }) {
        await create(person('Ada'));
        await advance(STEPS_MS[1]!);
        let checkpoint = await checkpointOf(source);
        for (let time = 1; time <= TIMES; time += 1) {
          const { checkpoint: next } = await changesOf(source, checkpoint);
          assert.ok(next >= checkpoint, `the checkpoint of time ${time} sorts lower than the one before`);
          checkpoint = next;
        }
      },
    },
  ],
};
