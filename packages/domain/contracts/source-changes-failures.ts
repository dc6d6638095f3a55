import assert from 'node:assert/strict';
import { isContactsError } from '@contacts-gateway/domain';
import { checkpointOf, person } from './account.js';
import type { Requirement } from './contract.js';
import { failsWith, isSilentAbout } from './failure.js';
import { sourceFailures, type SourceRig } from './source-rig.js';

/** How `changesSince` fails, and what it tells an observer. */
export const sourceChangesFailing: readonly Requirement<SourceRig>[] = [
  ...sourceFailures.map((code) => ({
    title: `fails with ${code} where it should name changes, and shows neither a secret nor a contact in it`,
    needs: ['namesChangesAfterMs' as const, 'advance' as const, code],
    async prove(rig: Required<SourceRig>) {
      const { lastName, email } = person('Oleander');
      const checkpoint = await checkpointOf(rig.source);
      await rig.create({ firstName: 'Oleander', lastName, email });
      await rig.advance(rig.namesChangesAfterMs);
      await rig[code]();
      const error = await failsWith(code, 'it', rig.source.changesSince(checkpoint, Infinity));
      isSilentAbout([...rig.secrets, 'Oleander', email], error);
    },
  })),
  {
    title: 'tells of answers and setbacks while it looks for changes',
    needs: ['namesChangesAfterMs', 'stumble'],
    async prove({ source, create, stumble }) {
      await create(person('Ada'));
      const checkpoint = await checkpointOf(source);
      const setbacks: unknown[] = [];
      let answers = 0;
      await stumble();
      const { kind } = await source.changesSince(checkpoint, Infinity, {
        onAnswer: () => void (answers += 1),
        onRetry: (failure) => setbacks.push(failure),
      });
      assert.equal(kind, 'changes', 'it says to walk again');
      assert.ok(answers > 0, 'it told of no answer');
      assert.ok(setbacks.length > 0, 'it told of no setback');
      assert.ok(setbacks.every(isContactsError), 'a setback is no ContactsError');
    },
  },
];
