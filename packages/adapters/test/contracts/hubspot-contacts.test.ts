import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { awkwardHubSpotContacts, hubSpotContacts } from '../rigs/hubspot-contacts.js';
import {
  incompletelySearchedHubSpotContacts,
  overloadedHubSpotContacts,
  setBackHubSpotContacts,
  unsearchedHubSpotContacts,
} from '../rigs/hubspot-worlds.js';

honours(hubSpotContacts, contactSourceContract, { describe, it });
honours(awkwardHubSpotContacts, contactSourceContract, { describe, it });
honours(setBackHubSpotContacts, contactSourceContract, { describe, it });
honours(overloadedHubSpotContacts, contactSourceContract, { describe, it });
honours(incompletelySearchedHubSpotContacts, contactSourceContract, { describe, it });
honours(unsearchedHubSpotContacts, contactSourceContract, { describe, it });
