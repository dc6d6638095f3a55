import assert from 'node:assert/strict';
import { compareIds } from '@contacts-gateway/domain';
import { createMany, idsIn, isContact, pagesOf, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import type { SourceRig } from './source-rig.js';

/** What the pages of a walk hold. */
export const sourceWalks: Section<SourceRig> = {
  title: 'What the pages of a walk hold',
  requirements: [
    {
      title: 'walks an account without contacts to its end',
      async prove({ source }) {
        assert.deepEqual(await recordsOf(source.walk()), [], 'it found contacts');
      },
    },
    {
      title: 'shows a contact as the domain makes it, with the name of the source and no former ids',
      async prove({ source, create }) {
        const people = [
          person('Ada'),
          { firstName: 'Zoe\u0308', lastName: '', email: '' },
          { firstName: '', lastName: '', email: 'Nobody.Named@people.example' },
        ];
        const ids = [await create(people[0]!), await create(people[1]!), await create(people[2]!)];
        const records = await recordsOf(source.walk());
        assert.notEqual(source.name, '', 'the source has no name');
        ids.forEach((id, at) => {
          const record = records.find(({ contact }) => contact.id === id);
          isContact(record, source, id, people[at]!);
          assert.deepEqual(record?.formerIds, [], 'it has former ids, but was never merged');
        });
      },
    },
    {
      title: 'drops no contact for its data',
      needs: ['createUntidy'],
      async prove({ source, createUntidy }) {
        const people = [
          { firstName: '', lastName: '', email: '' },
          { firstName: 'Ada', lastName: '', email: 'not an address' },
        ];
        const ids = [await createUntidy(people[0]!), await createUntidy(people[1]!)];
        const records = await recordsOf(source.walk());
        ids.forEach((id, at) => {
          const record = records.find(({ contact }) => contact.id === id);
          isContact(record, source, id, people[at]!);
        });
      },
    },
    {
      title: 'walks the account as it is now, with what was edited and without what is gone',
      async prove({ source, create, edit, remove }) {
        const [edited, removed] = [await create(person('Ada')), await create(person('Bob'))];
        await recordsOf(source.walk());
        await edit(edited, person('Cleo'));
        await remove(removed);
        const records = await recordsOf(source.walk());
        assert.deepEqual(idsIn(records), [edited], 'it found others than there are');
        isContact(records[0], source, edited, person('Cleo'));
      },
    },
    {
      title: 'walks the survivor of a merge, with the ids that it had before',
      needs: ['merge'],
      async prove({ source, create, merge }) {
        const merged = [await create(person('Ada')), await create(person('Bob'))] as const;
        const survivor = await merge(...merged);
        const records = await recordsOf(source.walk());
        assert.deepEqual(idsIn(records), [survivor], 'it found others than the survivor');
        const former = merged.filter((id) => id !== survivor).toSorted();
        assert.deepEqual(records[0]?.formerIds.toSorted(), former, 'its former ids are others');
      },
    },
    {
      title: 'sets a record aside that is no contact, with its id, and walks the others',
      needs: ['garble'],
      async prove({ source, create, garble }) {
        const [garbled, other] = [await create(person('Ada')), await create(person('Bob'))];
        await garble(garbled);
        const pages = await pagesOf(source.walk());
        assert.deepEqual(idsIn(pages.flatMap(({ records }) => records)), [other], 'it found others than are contacts');
        assert.deepEqual(
          pages.flatMap(({ skipped }) => skipped),
          [garbled],
          'it set aside something else',
        );
      },
    },
    {
      title: 'sets each of many such records aside once, on whatever page it comes',
      needs: ['severalPages', 'garble'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        const garbled = created.filter((_, at) => at % 5 === 0);
        for (const id of garbled) await rig.garble(id);
        const pages = await pagesOf(rig.source.walk());
        const skipped = pages.flatMap((page) => page.skipped.map(String));
        assert.deepEqual(skipped.toSorted(compareIds), garbled.toSorted(compareIds), 'it set aside others');
        const found = idsIn(pages.flatMap(({ records }) => records)).toSorted(compareIds);
        const whole = created.filter((_, at) => at % 5 !== 0).toSorted(compareIds);
        assert.deepEqual(found, whole, 'it found others than are contacts');
      },
    },
  ],
};
