import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { awkwardHubSpotContacts, hubSpotContacts } from '../rigs/hubspot-contacts.js';
import {
  incompletelySearchedHubSpotContacts,
  overloadedHubSpotContacts,
  setBackHubSpotContacts,
  slowHubSpotContacts,
  unsearchedHubSpotContacts,
} from '../rigs/hubspot-worlds.js';

honours(hubSpotContacts, contactSourceContract, { describe, it });
honours(awkwardHubSpotContacts, contactSourceContract, { describe, it });
honours(setBackHubSpotContacts, contactSourceContract, { describe, it });
honours(overloadedHubSpotContacts, contactSourceContract, { describe, it });

/** What is late is seen where a setback is gone through, and where changes are named. */
const contractOfDelays = {
  ...contactSourceContract,
  sections: contactSourceContract.sections.map(({ title, requirements }) => ({
    title,
    requirements: requirements.filter((each) => /setback/.test(each.title) || each.needs?.includes('beside')),
  })),
};

honours(slowHubSpotContacts, contractOfDelays, { describe, it });

/** What becomes of a search that is broken is seen where changes are named, and nowhere else. */
const contractOfChanges = {
  ...contactSourceContract,
  sections: contactSourceContract.sections.filter(({ title }) => /nam(ed|ing)/.test(title)),
};

honours(incompletelySearchedHubSpotContacts, contractOfChanges, { describe, it });
honours(unsearchedHubSpotContacts, contractOfChanges, { describe, it });
