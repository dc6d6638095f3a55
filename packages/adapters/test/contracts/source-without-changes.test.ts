import { type Adapter, contactSourceContract, honours, type SourceRig } from '@contacts-gateway/domain/contracts';
import { hubSpotContacts } from '../rigs/hubspot-contacts.js';
import { doing } from '../saboteurs/spoiled-source.js';

const WHY = 'it is not told of changes';

const sayingToWalkAgain = doing(() => ({ changesSince: async () => ({ kind: 'walk-again', reason: WHY }) }));

/** Walks and reads as well as any other. */
const sourceWithoutChanges: Adapter<SourceRig> = {
  name: 'A source that always says to walk again',
  cannot: { namesChangesAfterMs: WHY, namesRemovalsAfterMs: WHY },
  async open() {
    const { namesChangesAfterMs: _, namesRemovalsAfterMs: __, ...rig } = await hubSpotContacts.open();
    return { ...rig, ...sayingToWalkAgain(rig) };
  },
};

honours(sourceWithoutChanges, contactSourceContract, { describe, it });
