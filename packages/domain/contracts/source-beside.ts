import assert from 'node:assert/strict';
import type { ContactSourcePort } from '@contacts-gateway/domain';
import { checkpointOf, createMany, isContact, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { failsWith } from './failure.js';
import { changesOf, holds } from './named.js';
import type { SourceRig } from './source-rig.js';
import { until } from './waiting.js';

const SOON_MS = 5000;
/** So short that some clocks do not tell. */
const MOMENT_MS = 100;
const HOUR_MS = 3_600_000;

/** More than fit in a request of most sources. */
const MANY = 300;

/** What callers, adapters and accounts have to do with each other: nothing. */
export const sourceBeside: Section<SourceRig> = {
  title: 'Callers, adapters and accounts beside each other',
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
        const { changed } = await askedAfterAnEdit(rig, id, () => changesOf(rig.source, checkpoint));
        holds(changed, [id], 'what was edited');
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
    {
      title: 'keeps the contacts of two accounts apart',
      async prove(rig, another) {
        const accounts = [
          { ...rig, is: person('Ada') },
          { ...(await another()), is: person('Bob') },
        ];
        const ids = await Promise.all(accounts.map(async ({ create, is }) => await create(is)));
        const walks = await Promise.all(accounts.map(({ source }) => recordsOf(source.walk())));
        const states = await Promise.all(accounts.map(({ source }, at) => source.read([ids[at]!])));
        accounts.forEach(({ source, is }, at) => {
          const id = ids[at]!;
          assert.equal(walks[at]!.length, 1, 'a walk found another number of contacts than the account has');
          isContact(walks[at]![0], source, id, is);
          const state = states[at]!.get(id);
          assert.equal(state?.kind, 'contact', 'it says something else of a contact');
          isContact(state, source, id, is);
        });
        await rig.remove(ids[0]!);
        assert.equal((await rig.source.read([ids[0]!])).get(ids[0]!)?.kind, 'gone', 'what was removed is not gone');
        const kept = (await accounts[1]!.source.read([ids[1]!])).get(ids[1]!);
        assert.equal(kept?.kind, 'contact', 'what was removed from one account is not there in the other');
      },
    },
    {
      title: 'lets no account wait for the limit of another',
      needs: ['source_rate_limited'],
      async prove(rig, another) {
        const other = await another();
        const id = await other.create(person('Ada'));
        await rig.source_rate_limited();
        await failsWith('source_rate_limited', 'a walk', recordsOf(rig.source.walk()));
        const records = await recordsOf(other.source.walk());
        assert.equal(records.length, 1, 'it found another number of contacts than the other account has');
        assert.equal((await other.source.read([id])).get(id)?.kind, 'contact', 'it says something else of a contact');
      },
    },
    {
      title: 'names what was changed in each of two accounts',
      needs: ['namesChangesAfterMs', 'advance'],
      async prove(rig, another) {
        const accounts = [rig, await another()];
        const since: { readonly id: string; readonly checkpoint: string }[] = [];
        for (const { source, create, edit, advance } of accounts) {
          const id = await create(person('Ada'));
          await advance(HOUR_MS);
          since.push({ id, checkpoint: await checkpointOf(source) });
          await edit(id, person('Bob'));
          await advance(rig.namesChangesAfterMs);
        }
        for (const [at, { id, checkpoint }] of since.entries())
          holds((await changesOf(accounts[at]!.source, checkpoint)).changed, [id], 'what was edited');
      },
    },
  ],
};

/** What is answered to who asks after an edit, while another waits who asked before it. */
async function askedAfterAnEdit<T>(
  { edit, requests, holdAnswers, advance, namesChangesAfterMs = 0 }: Required<SourceRig>,
  id: string,
  ask: () => Promise<T>,
): Promise<T> {
  const before = requests();
  const release = await holdAnswers();
  const earlier = ask();
  await until(() => requests() > before, SOON_MS, 'the source received a request');
  await edit(id, person('Cleo'));
  if (namesChangesAfterMs > 0) await advance(namesChangesAfterMs);
  const later = ask();
  await release();
  await earlier;
  return await later;
}

async function namesIfItNames(source: ContactSourcePort, checkpoint: string, id: string): Promise<void> {
  const answer = await source.changesSince(checkpoint, Infinity);
  if (answer.kind === 'changes') holds(answer.changed, [id], 'what was edited');
}
