import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { awkwardHubSpotContacts, hubSpotContacts } from '../rigs/hubspot-contacts.js';

honours(hubSpotContacts, contactSourceContract, { describe, it });
honours(awkwardHubSpotContacts, contactSourceContract, { describe, it });
