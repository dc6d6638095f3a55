import assert from 'node:assert/strict';
import { checkpointOf, createMany, person } from './account.js';
import type { Section } from './contract.js';
import { changesOf, holds } from './named.js';
import type { SourceRig } from './source-rig.js';

const STEPS_MS = [1000, 60_000, 3_600_000, 86_400_000];
/** So often that what is told late is told between two times of which neither looks back to when it was. */
const TIMES = 60;

/** What `changesSince` names. A source that cannot always says to walk again. */
export const sourceChanges: Section<SourceRig> = {
  title: 'What is named as changed',
  requirements: [
    {
      title: 'says to walk again, and why, for a checkpoint that is none of its own',
      async prove({ source, create }) {
        await create(person('Ada'));
        const own = await checkpointOf(source);
        const spoiled = Array.from(own, (_, at) => `${own.slice(0, at)}\u{10ffff}${own.slice(at + 1)}`);
        for (const text of ['', 'yesterday', '9'.repeat(1000), '\u{10ffff}', ` ${own}`, `${own} `, ...spoiled]) {
          const answer = await source.changesSince(text, Infinity);
          assert.ok(answer.kind === 'walk-again', 'it goes on from it');
          assert.ok(answer.reason, 'it does not say why');
        }
      },
    },
    {
      title: 'names what was created and edited since a walk',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, edit, advance, namesChangesAfterMs }) {
        const edited = await create(person('Ada'));
        await advance(STEPS_MS[2]!);
        const checkpoint = await checkpointOf(source);
        const created = await create(person('Bob'));
        await edit(edited, person('Cleo'));
        await advance(namesChangesAfterMs);
        holds((await changesOf(source, checkpoint)).changed, [created, edited], 'what was created and edited');
      },
    },
    {
      title: 'names what was changed while the walk went on',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages'],
      async prove(rig) {
        const { source, edit, advance, namesChangesAfterMs } = rig;
        const ids = await createMany(rig, rig.severalPages);
        await advance(STEPS_MS[2]!);
        const walk = source.walk();
        const pages = walk[Symbol.asyncIterator]();
        const first = await pages.next();
        assert.ok(!first.done && walk.checkpoint, 'there is no first page, or no checkpoint with it');
        const read = first.value.records[0]?.contact.id ?? ids[0]!;
        await edit(read, person('Edited'));
        await advance(STEPS_MS[2]!);
        while (!(await pages.next()).done);
        await advance(namesChangesAfterMs);
        holds((await changesOf(source, walk.checkpoint)).changed, [read], 'what was edited after its page had come');
      },
    },
    {
      title: 'names the survivor of a merge',
      needs: ['namesChangesAfterMs', 'advance', 'merge'],
      async prove({ source, create, merge, advance, namesChangesAfterMs }) {
        const both = [await create(person('Ada')), await create(person('Bob'))] as const;
        await advance(STEPS_MS[2]!);
        const checkpoint = await checkpointOf(source);
        const survivor = await merge(...both);
        await advance(namesChangesAfterMs);
        holds((await changesOf(source, checkpoint)).changed, [survivor], 'the survivor');
      },
    },
    {
      title: 'names what was restored',
      needs: ['namesChangesAfterMs', 'advance', 'restore'],
      async prove({ source, create, remove, restore, advance, namesChangesAfterMs }) {
        const id = await create(person('Ada'));
        await remove(id);
        await advance(STEPS_MS[2]!);
        const checkpoint = await checkpointOf(source);
        await restore(id);
        await advance(namesChangesAfterMs);
        holds((await changesOf(source, checkpoint)).changed, [id], 'what was restored');
      },
    },
    {
      title: 'names each of many contacts that were edited in one moment, and each once',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages', 'editAtOnce'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        await rig.advance(STEPS_MS[2]!);
        const checkpoint = await checkpointOf(rig.source);
        await rig.editAtOnce(ids, person('Edited'));
        await rig.advance(rig.namesChangesAfterMs);
        const { changed } = await changesOf(rig.source, checkpoint);
        holds(changed, ids, 'what was edited at once');
        assert.equal(changed.length, new Set(changed).size, 'it names some twice');
      },
    },
    {
      title: 'names each of many contacts that were edited one after the other',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        await rig.advance(STEPS_MS[2]!);
        const checkpoint = await checkpointOf(rig.source);
        for (const id of ids) {
          await rig.edit(id, person('Edited'));
          await rig.advance(STEPS_MS[0]!);
        }
        await rig.advance(rig.namesChangesAfterMs);
        holds((await changesOf(rig.source, checkpoint)).changed, ids, 'what was edited one after the other');
      },
    },
    {
      title: 'names each of many contacts that were edited two in a moment',
      needs: ['namesChangesAfterMs', 'advance', 'severalPages', 'editAtOnce'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        await rig.advance(STEPS_MS[2]!);
        const checkpoint = await checkpointOf(rig.source);
        // The first alone: an answer of an even number then ends between two of one moment.
        for (let at = 0; at < ids.length; at += at === 0 ? 1 : 2) {
          await rig.editAtOnce(at === 0 ? ids.slice(0, 1) : ids.slice(at, at + 2), person('Edited'));
          await rig.advance(100);
        }
        await rig.advance(rig.namesChangesAfterMs);
        holds((await changesOf(rig.source, checkpoint)).changed, ids, 'what was edited two in a moment');
      },
    },
    {
      title: 'names each of many contacts that were removed, among what may have gone',
      needs: ['namesRemovalsAfterMs', 'advance', 'severalPages'],
      async prove(rig) {
        const ids = await createMany(rig, rig.severalPages);
        const checkpoint = await checkpointOf(rig.source);
        for (const id of ids) await rig.remove(id);
        await rig.advance(rig.namesRemovalsAfterMs);
        holds((await changesOf(rig.source, checkpoint)).perhapsGone, ids, 'what was removed');
      },
    },
    {
      title: 'names in the end what its source tells late, however often it is asked meanwhile',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, edit, advance, namesChangesAfterMs }) {
        const id = await create(person('Ada'));
        await advance(STEPS_MS[2]!);
        let checkpoint = await checkpointOf(source);
        await edit(id, person('Bob'));
        const named: string[] = [];
        for (let time = 1; time <= TIMES; time += 1) {
          const changes = await changesOf(source, checkpoint);
          named.push(...changes.changed);
          ({ checkpoint } = changes);
          await advance(Math.max(STEPS_MS[0]!, (2 * namesChangesAfterMs) / (TIMES - 1)));
        }
        holds(named, [id], `what was edited, though it was asked ${TIMES} times`);
      },
    },
    {
      title: 'names the same again to a caller that comes with the same checkpoint again, though another has gone on',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, edit, advance, namesChangesAfterMs }) {
        const id = await create(person('Ada'));
        await advance(STEPS_MS[2]!);
        const checkpoint = await checkpointOf(source);
        await edit(id, person('Bob'));
        for (let time = 1; time <= 3; time += 1) {
          await advance(namesChangesAfterMs + 1000);
          const changes = await changesOf(source, checkpoint);
          holds(changes.changed, [id], `what was edited, when it is asked for time ${time}`);
          await changesOf(source, changes.checkpoint);
        }
      },
    },
    {
      title:
        'goes on from its own checkpoints without a gap, each of which sorts higher than the one before where a second has passed',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove({ source, create, edit, advance, namesChangesAfterMs }) {
        const ids = [await create(person('Ada')), await create(person('Bob'))];
        let checkpoint = await checkpointOf(source);
        for (const stepMs of STEPS_MS)
          for (const id of ids) {
            await advance(stepMs);
            await edit(id, person(`Edited${stepMs}`));
            await advance(namesChangesAfterMs);
            const changes = await changesOf(source, checkpoint);
            holds(changes.changed, [id], `after ${stepMs} ms, what was edited`);
            await advance(STEPS_MS[0]!);
            const next = await changesOf(source, changes.checkpoint);
            const isHigher = changes.checkpoint > checkpoint && next.checkpoint > changes.checkpoint;
            assert.ok(isHigher, 'a checkpoint does not sort higher than the one before');
            ({ checkpoint } = next);
          }
      },
    },
  ],
};
