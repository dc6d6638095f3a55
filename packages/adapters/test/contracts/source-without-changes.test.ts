import { type Adapter, honours, type SourceRig } from '@contacts-gateway/domain/contracts';
import { hubSpotContacts } from '../rigs/hubspot-contacts.js';
import { doing } from '../saboteurs/spoiled-source.js';
import { partOfSourceContract } from './part-of-source-contract.js';

const WHY = 'it is not told of changes';

const sayingToWalkAgain = doing(() => ({ changesSince: async () => ({ kind: 'walk-again', reason: WHY }) }));

/** Walks and reads as well as any other. */
const sourceWithoutChanges = {
  name: 'A source that always says to walk again',
  cannot: { namesChangesAfterMs: WHY, namesRemovalsAfterMs: WHY },
  async open() {
    const { namesChangesAfterMs: _, namesRemovalsAfterMs: __, ...rig } = await hubSpotContacts.open();
    return { ...rig, ...sayingToWalkAgain(rig) };
  },
} satisfies Adapter<SourceRig>;

/** The rest of it is another adapter's. */
const contractOfChanges = partOfSourceContract(({ needs = [] }) =>
  needs.some((part) => part in sourceWithoutChanges.cannot),
);

honours(sourceWithoutChanges, contractOfChanges, { describe, it });
