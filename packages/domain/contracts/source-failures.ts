import assert from 'node:assert/strict';
import { isContactsError } from '@contacts-gateway/domain';
import { person, recordsOf } from './account.js';
import type { Requirement } from './contract.js';
import { failsWith, isSilentAbout } from './failure.js';
import { sourceFailures, type SourceRig } from './source-rig.js';

/** How walks and reads fail. */
export const sourceFailing: readonly Requirement<SourceRig>[] = [
  ...sourceFailures.map((code) => ({
    title: `fails with ${code}, in walks and reads, when that is what is wrong`,
    needs: [code],
    async prove(rig: Required<SourceRig>) {
      const id = await rig.create(person('Ada'));
      await rig[code]();
      const walk = rig.source.walk();
      await failsWith(code, 'a walk', recordsOf(walk));
      await failsWith(code, 'a read', rig.source.read([id]));
    },
  })),
  ...sourceFailures.map((code) => ({
    title: `shows neither a secret nor a contact in ${code}`,
    needs: [code],
    async prove(rig: Required<SourceRig>) {
      const { lastName, email } = person('Oleander');
      const id = await rig.create({ firstName: 'Oleander', lastName, email });
      await rig[code]();
      const secrets = [...rig.secrets, 'Oleander', email];
      isSilentAbout(secrets, await failsWith(code, 'a walk', recordsOf(rig.source.walk())));
      isSilentAbout(secrets, await failsWith(code, 'a read', rig.source.read([id])));
    },
  })),
  {
    title: 'tells of setbacks as errors of the port',
    needs: ['stumble'],
    async prove({ source, stumble }) {
      const setbacks: unknown[] = [];
      await stumble();
      await recordsOf(source.walk({ onRetry: (failure) => setbacks.push(failure) }));
      assert.ok(setbacks.every(isContactsError), 'a setback is no ContactsError');
    },
  },
];
