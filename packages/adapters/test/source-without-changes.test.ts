import { type Adapter, contactSourceContract, honours, type SourceRig } from '@contacts-gateway/domain/contracts';
import { expect } from 'chai';
import { hubSpotContacts } from './rigs/hubspot-contacts.js';
import { doing } from './saboteurs/spoiled-source.js';

const WHY = 'it is not told of changes';

/** Walks and reads as well as any other. */
const sourceWithoutChanges: Adapter<SourceRig> = {
  name: 'SourceWithoutChanges',
  cannot: { namesChangesAfterMs: WHY, namesRemovalsAfterMs: WHY },
  async open() {
    const rig = await hubSpotContacts.open();
    const walkAgain = doing(() => ({ changesSince: async () => ({ kind: 'walk-again', reason: WHY }) }));
    return { ...rig, ...walkAgain(rig) };
  },
};

describe('a source that always says to walk again', () => {
  const tests = new Map<string, () => Promise<void>>();
  const skipped: string[] = [];
  const collect = Object.assign((title: string, test: () => Promise<void>) => tests.set(title, test), {
    skip: (title: string) => skipped.push(title),
  });
  honours(sourceWithoutChanges, contactSourceContract, { describe: (_, body) => body(), it: collect });

  it('honours all of its contract that is not about names', async () => {
    for (const test of tests.values()) await test();
  });

  it('is seen not to be asked for names', () => {
    const aboutNames = contactSourceContract.requirements.filter(({ needs = [] }) =>
      needs.some((part) => part === 'namesChangesAfterMs' || part === 'namesRemovalsAfterMs'),
    );
    expect(skipped).to.deep.equal(aboutNames.map(({ title }) => `${title} (not shown: ${WHY})`));
  });
});
