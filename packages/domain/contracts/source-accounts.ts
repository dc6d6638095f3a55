import assert from 'node:assert/strict';
import { checkpointOf, isContact, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { failsWith } from './failure.js';
import { changesOf, holds } from './named.js';
import type { SourceRig } from './source-rig.js';

const HOUR_MS = 3_600_000;

/** What adapters for different accounts have to do with each other: nothing. */
export const sourceAccounts: Section<SourceRig> = {
  title: 'Two accounts',
  requirements: [
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
