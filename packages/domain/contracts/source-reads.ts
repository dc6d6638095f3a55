import assert from 'node:assert/strict';
import { isContactsError } from '@contacts-gateway/domain';
import { createMany, isContact, person } from './account.js';
import type { Section } from './contract.js';
import type { SourceRig } from './source-rig.js';

/** What `read` says is true of ids. */
export const sourceReads: Section<SourceRig> = {
  title: 'What is true of ids',
  requirements: [
    {
      title: 'says of a contact what a walk says of it',
      async prove({ source, create }) {
        const id = await create(person('Ada'));
        const state = (await source.read([id])).get(id);
        assert.equal(state?.kind, 'contact', 'it says something else of a contact');
        isContact(state, source, id, person('Ada'));
        assert.deepEqual(state.formerIds, [], 'it has former ids, but was never merged');
      },
    },
    {
      title: 'says of what was removed that it is gone',
      async prove({ source, create, remove }) {
        const [removed, kept] = [await create(person('Ada')), await create(person('Bob'))];
        await remove(removed);
        const states = await source.read([removed, kept]);
        assert.equal(states.get(removed)?.kind, 'gone', 'it says something else of what was removed');
        assert.equal(states.get(kept)?.kind, 'contact', 'it says something else of what was not removed');
      },
    },
    {
      title: 'says of an id that never was that it is gone or unreadable',
      async prove({ source, create }) {
        const id = await create(person('Ada'));
        const never = id.replace(/[0-9a-z]/gi, (character) => (character === '9' ? '8' : '9'));
        const strange = [
          'constructor',
          '__proto__',
          '',
          '.',
          '..',
          '/',
          '?',
          '%',
          ' ',
          '\u{d800}',
          '\u{10ffff}',
          never,
        ];
        const states = await source.read([...strange, id]);
        const kinds = strange.map((each) => states.get(each)?.kind);
        const others = kinds.filter((kind) => kind !== 'gone' && kind !== 'unreadable');
        assert.equal(others.length, 0, 'it says something else of an id that never was');
        assert.equal(states.get(id)?.kind, 'contact', 'it says something else of the contact beside it');
      },
    },
    {
      title: 'says what is true now, not what it said before',
      async prove({ source, create, edit, remove }) {
        const [edited, removed] = [await create(person('Ada')), await create(person('Bob'))];
        await source.read([edited, removed]);
        await edit(edited, person('Cleo'));
        await remove(removed);
        const states = await source.read([edited, removed]);
        const state = states.get(edited);
        assert.equal(state?.kind, 'contact', 'it says something else of what was edited');
        isContact(state, source, edited, person('Cleo'));
        assert.equal(states.get(removed)?.kind, 'gone', 'it says something else of what was removed');
      },
    },
    {
      title: 'says of an id that was merged which contact it became, and of the survivor that it is one',
      needs: ['merge'],
      async prove({ source, create, merge }) {
        const both = [await create(person('Ada')), await create(person('Bob'))] as const;
        const survivor = await merge(...both);
        const states = await source.read([...new Set([...both, survivor])]);
        assert.equal(states.get(survivor)?.kind, 'contact', 'it says something else of the survivor');
        for (const id of both.filter((each) => each !== survivor)) {
          const alone = (await source.read([id])).get(id);
          assert.deepEqual(alone, states.get(id), 'read alone, it says something else of the merged id');
          const state = states.get(id);
          assert.equal(state?.kind, 'merged', 'it says something else of the merged id');
          assert.equal(state.contact.id, survivor, 'it names another survivor');
          assert.ok(state.formerIds.includes(id), 'the survivor does not have the merged id among its former ones');
        }
      },
    },
    {
      title: 'says of each of several ids that were merged into one contact that they became it',
      needs: ['merge'],
      async prove({ source, create, merge }) {
        const ids = [await create(person('Ada')), await create(person('Bob')), await create(person('Cleo'))] as const;
        const survivor = await merge(await merge(ids[0], ids[1]), ids[2]);
        const states = await source.read(ids);
        for (const id of ids.filter((each) => each !== survivor)) {
          const state = states.get(id);
          assert.equal(state?.kind, 'merged', 'it says something else of one of them');
          assert.equal(state.contact.id, survivor, 'it names another survivor');
          assert.ok(state.formerIds.includes(id), 'the survivor does not have each among its former ids');
        }
      },
    },
    {
      title: 'says of a record that is no contact that it is unreadable, not that it is gone',
      needs: ['garble'],
      async prove({ source, create, garble }) {
        const [garbled, other] = [await create(person('Ada')), await create(person('Bob'))];
        await garble(garbled);
        const states = await source.read([garbled, other]);
        assert.equal(states.get(garbled)?.kind, 'unreadable', 'it says something else of the record');
        const alone = await source.read([garbled]);
        assert.equal(alone.get(garbled)?.kind, 'unreadable', 'read alone, it says something else of the record');
        assert.equal(states.get(other)?.kind, 'contact', 'it says something else of the contact beside it');
      },
    },
    {
      title: 'answers a state for each of many ids, in whatever order they are given, and for no other',
      async prove(rig) {
        const ids = await createMany(rig, 230);
        const removed = ids.filter((_, index) => index % 7 === 0);
        for (const id of removed) await rig.remove(id);
        const asked = ids.slice(5).toReversed();
        const states = await rig.source.read(asked);
        assert.deepEqual([...states.keys()].toSorted(), asked.toSorted(), 'it answers for other ids than it was asked');
        const gone = asked.filter((id) => states.get(id)?.kind === 'gone');
        assert.deepEqual(
          gone,
          asked.filter((id) => removed.includes(id)),
          'others are gone than were removed',
        );
      },
    },
    {
      title: 'tells of answers and setbacks while it reads',
      needs: ['stumble'],
      async prove({ source, create, stumble }) {
        const id = await create(person('Ada'));
        const setbacks: unknown[] = [];
        let answers = 0;
        await stumble();
        await source.read([id], {
          onAnswer: () => void (answers += 1),
          onRetry: (failure) => setbacks.push(failure),
        });
        assert.ok(answers > 0, 'it told of no answer');
        assert.ok(setbacks.length > 0, 'it told of no setback');
        assert.ok(setbacks.every(isContactsError), 'a setback is no ContactsError');
      },
    },
    {
      title: 'says nothing of no ids',
      async prove({ source, create }) {
        await create(person('Ada'));
        assert.equal((await source.read([])).size, 0, 'it says something');
      },
    },
    {
      title: 'asks for nothing when it is asked for no ids',
      async prove({ source, create, requests }) {
        await create(person('Ada'));
        const before = requests();
        await source.read([]);
        assert.equal(requests(), before, 'the source received a request');
      },
    },
  ],
};
