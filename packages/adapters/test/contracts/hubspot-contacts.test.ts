import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { awkwardHubSpotContacts, hubSpotContacts } from '../rigs/hubspot-contacts.js';
import {
  incompletelySearchedHubSpotContacts,
  overloadedHubSpotContacts,
  setBackHubSpotContacts,
  slowHubSpotContacts,
  unsearchedHubSpotContacts,
} from '../rigs/hubspot-worlds.js';
import { partOfSourceContract } from './part-of-source-contract.js';

/** What the requirements about adapters beside each other need. */
const DELAYED = 'namesChangesAfterMs,advance,beside';

honours(hubSpotContacts, contactSourceContract, { describe, it });
honours(awkwardHubSpotContacts, contactSourceContract, { describe, it });
honours(overloadedHubSpotContacts, contactSourceContract, { describe, it });

/** What is late, and what is not told, is seen in these. */
const contractOfDelays = partOfSourceContract(
  ({ title, needs }) => /setback|that was merged|were merged/.test(title) || needs?.join() === DELAYED,
);

honours(slowHubSpotContacts, contractOfDelays, { describe, it });

/** What becomes of a clock that is set back, and of a search that is broken, is seen where changes are named, and nowhere else. */
const contractOfChanges = partOfSourceContract((_, section) => /nam(ed|ing)/.test(section));

honours(setBackHubSpotContacts, contractOfChanges, { describe, it });
honours(incompletelySearchedHubSpotContacts, contractOfChanges, { describe, it });
honours(unsearchedHubSpotContacts, contractOfChanges, { describe, it });
