import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { hubSpotContacts } from '../rigs/hubspot-contacts.js';

honours(hubSpotContacts, contactSourceContract, { describe, it });
