import assert from 'node:assert/strict';
import type { ContactSourcePort } from '@contacts-gateway/domain';
import { checkpointOf, createMany, isContact, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { failsWith, failureOf, isFailure } from './failure.js';
import { changesOf, holds } from './named.js';
import type { SourceRig } from './source-rig.js';
import { until } from './waiting.js';

const SOON_MS = 5000;
/** So short that some clocks do not tell. */
const MOMENT_MS = 100;
const HOUR_MS = 3_600_000;

/** More than fit in a request of most sources. */
const MANY = 300;

/** What callers, and adapters for the same account, have to do with each other: nothing. */
export const sourceBeside: Section<SourceRig> = {
  title: 'Callers and adapters beside each other',
  requirements: [
    {
      title: 'reads for many callers at once, each its own ids',
      async prove(rig) {
        const ids = await createMany(rig, 10);
        const answers = await Promise.all(ids.map((id) => rig.source.read([id])));
        answers.forEach((states, at) => assert.deepEqual([...states.keys()], [ids[at]], 'a caller got other ids'));
      },
    },
    {
      title: 'reads many ids for each of several callers at once',
      async prove(rig) {
        const ids = await createMany(rig, MANY);
        const asked = [ids, ids.toReversed(), ids.slice(MANY / 4)];
        const answers = await Promise.all(asked.map((each) => rig.source.read(each)));
        answers.forEach((states, at) => {
          const found = asked[at]!.filter((id) => {
            const state = states.get(id);
            return state?.kind === 'contact' && state.contact.id === id;
          });
          assert.equal(found.length, asked[at]!.length, 'of some contacts it says something else');
        });
      },
    },
    {
      title: 'reads what is true now for who asks while others still wait for what was true before',
      needs: ['holdAnswers'],
      async prove(rig) {
        const id = await rig.create(person('Ada'));
        const states = await askedAfterAnEdit(rig, id, () => rig.source.read([id]));
        const state = states.get(id);
        assert.equal(state?.kind, 'contact', 'it says something else of a contact');
        isContact(state, rig.source, id, person('Cleo'));
      },
    },
    {
      title: 'walks what is true now for who begins while others still wait for what was true before',
      needs: ['holdAnswers'],
      async prove(rig) {
        const id = await rig.create(person('Ada'));
        const [record] = await askedAfterAnEdit(rig, id, () => recordsOf(rig.source.walk()));
        isContact(record, rig.source, id, person('Cleo'));
      },
    },
    {
      title: 'names what was changed to who asks afterwards while others still wait',
      needs: ['namesChangesAfterMs', 'advance', 'holdAnswers'],
      async prove(rig) {
        const id = await rig.create(person('Ada'));
        await rig.advance(HOUR_MS);
        const checkpoint = await checkpointOf(rig.source);
        const ask = () => changesOf(rig.source, checkpoint);
        const { changed } = await askedAfterAnEdit(rig, id, ask, () => rig.advance(rig.namesChangesAfterMs));
        holds(changed, [id], 'what was edited');
      },
    },
    {
      title: 'fails as a source does, also where the token was refused to an adapter beside it',
      needs: ['beside', 'source_token_refused'],
      async prove({ source, create, beside, source_token_refused }) {
        const other = await beside();
        const id = await create(person('Ada'));
        await source_token_refused();
        await failsWith('source_token_refused', 'a walk', recordsOf(source.walk()));
        for (const ask of [() => recordsOf(other.walk()), () => other.read([id])]) {
          const failure = await failureOf(ask());
          const { code } = (failure ?? {}) as { readonly code?: unknown };
          // Its provider may have no other, or may not answer.
          if (code !== 'token_unavailable') isFailure('source_token_refused', 'beside it, it', failure);
        }
      },
    },
    {
      title: 'names to an adapter beside it what was edited, or says to walk again',
      needs: ['namesChangesAfterMs', 'advance', 'beside'],
      async prove({ source, create, edit, advance, namesChangesAfterMs, beside }) {
        const id = await create(person('Ada'));
        await advance(HOUR_MS);
        const checkpoint = await checkpointOf(source);
        await edit(id, person('Bob'));
        await advance(namesChangesAfterMs);
        await namesIfItNames(await beside(), checkpoint, id);
      },
    },
    {
      title:
        'names what one caller has heard to another, whose checkpoint is of the same moment and of an adapter beside it',
      needs: ['namesChangesAfterMs', 'advance', 'beside'],
      async prove({ source, create, edit, advance, namesChangesAfterMs, beside }) {
        const [first, second] = [await create(person('Ada')), await create(person('Bob'))];
        await advance(HOUR_MS);
        const since = await checkpointOf(source);
        const other = await beside();
        await edit(first, person('Edited'));
        await advance(MOMENT_MS);
        await edit(second, person('Edited'));
        // Between the times at which the source tells of one and of the other.
        await advance(Math.max(0, namesChangesAfterMs - MOMENT_MS / 2));
        const { changed, checkpoint } = await changesOf(source, since);
        await advance(MOMENT_MS);
        await other.changesSince(since, Infinity);
        await advance(namesChangesAfterMs);
        if (changed.includes(second)) return;
        await namesIfItNames(other, checkpoint, second);
      },
    },
  ],
};

/**
 * What is answered to who asks after an edit, while another waits who asked before it.
 *
 * @param wait - until the source tells of the edit.
 */
async function askedAfterAnEdit<T>(
  { edit, requests, holdAnswers }: Pick<Required<SourceRig>, 'edit' | 'requests' | 'holdAnswers'>,
  id: string,
  ask: () => Promise<T>,
  wait: () => void | Promise<void> = () => {},
): Promise<T> {
  const before = requests();
  const release = await holdAnswers();
  const earlier = ask();
  await until(() => requests() > before, SOON_MS, 'the source received a request');
  await edit(id, person('Cleo'));
  await wait();
  const later = ask();
  await release();
  await earlier;
  return await later;
}

async function namesIfItNames(source: ContactSourcePort, checkpoint: string, id: string): Promise<void> {
  const answer = await source.changesSince(checkpoint, Infinity);
  if (answer.kind === 'changes') holds(answer.changed, [id], 'what was edited');
}
