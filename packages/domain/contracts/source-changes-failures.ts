import assert from 'node:assert/strict';
import { isContactsError } from '@contacts-gateway/domain';
import { checkpointOf, OLEANDER, ofOleander, person } from './account.js';
import type { Section } from './contract.js';
import { failsSilently, isSilentAbout, secretsOf } from './failure.js';
import { type SourceFailure, sourceFailures, type SourceRig } from './source-rig.js';

/** What may be wrong with the naming of changes alone: a walk may then still be well. */
const mayWalk = (code: SourceFailure): boolean =>
  code === 'source_unexpected_status' || code === 'source_answer_invalid';

/** How `changesSince` fails, and what it tells an observer. */
export const sourceChangesFailing: Section<SourceRig> = {
  title: 'How naming what may have changed fails',
  requirements: [
    ...sourceFailures.map((code) => ({
      title: `fails with ${code} ${mayWalk(code) ? 'or says to walk again ' : ''}where it should name changes, and shows neither a secret nor a contact in it`,
      needs: ['namesChangesAfterMs' as const, 'advance' as const, code],
      async prove(rig: Required<SourceRig>) {
        const checkpoint = await checkpointOf(rig.source);
        await rig.create(OLEANDER);
        await rig.advance(rig.namesChangesAfterMs);
        await rig[code]();
        const naming = rig.source.changesSince(checkpoint, Infinity);
        const answer = await naming.catch(() => undefined);
        const secrets = secretsOf(rig, ofOleander);
        if (mayWalk(code) && answer?.kind === 'walk-again') isSilentAbout(secrets, answer, 'why');
        else await failsSilently(secrets, code, 'it', naming);
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
  ],
};
