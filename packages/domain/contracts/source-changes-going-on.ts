import assert from 'node:assert/strict';
import { checkpointOf, createMany, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { changesOf, holds } from './named.js';
import type { SourceRig } from './source-rig.js';

const SECOND_MS = 1000;
const MINUTES_MS = 300_000;
const DAY_MS = 86_400_000;
const TIMES = 8;
const MOST_ANSWERS = 200;

/** What `changesSince` names to a caller that goes on from its checkpoints, while its source goes on as well. */
export const sourceChangesGoingOn: Section<SourceRig> = {
  title: 'What is named in the long run',
  requirements: [
    {
      title: 'names what was edited again in the very moment in which it was named',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, edit, advance, namesChangesAfterMs }) {
        const id = await create(person('Ada'));
        await advance(DAY_MS);
        const since = await checkpointOf(source);
        await edit(id, person('Bob'));
        const { checkpoint } = await changesOf(source, since);
        await edit(id, person('Cleo'));
        await advance(namesChangesAfterMs);
        holds((await changesOf(source, checkpoint)).changed, [id], 'what was edited again');
      },
    },
    {
      title: 'names what its source tells late also to a caller who asks soon, and then a day later',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, edit, advance, namesChangesAfterMs }) {
        const id = await create(person('Ada'));
        await advance(DAY_MS);
        let checkpoint = await checkpointOf(source);
        await edit(id, person('Bob'));
        const named: string[] = [];
        for (const passedMs of [SECOND_MS, MINUTES_MS, namesChangesAfterMs + DAY_MS]) {
          await advance(passedMs);
          const changes = await changesOf(source, checkpoint);
          named.push(...changes.changed);
          ({ checkpoint } = changes);
        }
        holds(named, [id], 'what was edited');
      },
    },
    {
      title: 'names nothing as changed once all has been quiet for a day, and never an id that never was',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, edit, remove, advance }) {
        const ids = [await create(person('Ada')), await create(person('Bob')), await create(person('Cleo'))];
        let checkpoint = await checkpointOf(source);
        await edit(ids[0]!, person('Edited'));
        await remove(ids[1]!);
        for (const stepMs of [0, DAY_MS, DAY_MS, DAY_MS]) {
          await advance(stepMs);
          const changes = await changesOf(source, checkpoint);
          const others = [...changes.changed, ...changes.perhapsGone].filter((id) => !ids.includes(id));
          assert.deepEqual(others, [], 'it names ids that never were');
          ({ checkpoint } = changes);
        }
        await advance(DAY_MS);
        assert.deepEqual((await changesOf(source, checkpoint)).changed, [], 'it names something');
      },
    },
    {
      title: 'asks its source less than walks would, when it is asked each minute and nothing was changed',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages'],
      async prove(rig) {
        const { source, requests, advance } = rig;
        await createMany(rig, rig.severalPages);
        let checkpoint = await checkpointOf(source);
        const walkFrom = requests();
        await recordsOf(source.walk());
        const walk = requests() - walkFrom;
        await advance(DAY_MS);
        ({ checkpoint } = await changesOf(source, checkpoint));
        const from = requests();
        for (let time = 1; time <= TIMES; time += 1) {
          await advance(60 * SECOND_MS);
          ({ checkpoint } = await changesOf(source, checkpoint));
        }
        const asked = requests() - from;
        assert.ok(asked < TIMES * walk, `${TIMES} times, it asked ${asked} times, and a walk asks ${walk} times`);
      },
    },
    {
      title: 'comes to an end while contacts are edited with each of its answers, and names them the next time',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages', 'editAtOnce'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        await rig.advance(DAY_MS);
        const since = await checkpointOf(rig.source);
        let edits = Promise.resolve();
        let answers = 0;
        const edit = async (): Promise<void> => {
          await rig.editAtOnce(ids, person(`Edited${answers}`));
          await rig.advance(10 * SECOND_MS);
        };
        const onAnswer = (): void => {
          answers += 1;
          if (answers <= MOST_ANSWERS) edits = edits.then(edit);
        };
        await edit();
        const { checkpoint } = await changesOf(rig.source, since, { onAnswer });
        await edits;
        assert.ok(answers < MOST_ANSWERS, `after ${answers} answers it went on as long as there was something to name`);
        await rig.advance(rig.namesChangesAfterMs);
        holds((await changesOf(rig.source, checkpoint)).changed, ids, 'what was edited last');
      },
    },
    {
      title:
        'names each of many contacts that were edited in one moment, or says to walk again, where the source finds them in another order',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages', 'editAtOnce', 'disorder'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        await rig.advance(DAY_MS);
        const checkpoint = await checkpointOf(rig.source);
        await rig.editAtOnce(ids, person('Edited'));
        await inDisorder(rig, checkpoint, ids);
      },
    },
    {
      title:
        'names each of many contacts that were edited one after the other, or says to walk again, where the source finds them in another order',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages', 'disorder'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        await rig.advance(DAY_MS);
        const checkpoint = await checkpointOf(rig.source);
        for (const id of ids.toReversed()) {
          await rig.edit(id, person('Edited'));
          await rig.advance(SECOND_MS);
        }
        await inDisorder(rig, checkpoint, ids);
      },
    },
  ],
};

async function inDisorder(rig: Required<SourceRig>, checkpoint: string, ids: readonly string[]): Promise<void> {
  await rig.disorder();
  await rig.advance(rig.namesChangesAfterMs);
  const answer = await rig.source.changesSince(checkpoint, Infinity);
  if (answer.kind === 'changes') holds(answer.changed, ids, 'what was edited');
}
