import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { describe, it } from 'node:test';
import { csvContacts } from './rig.js';

honours(csvContacts, contactSourceContract, { describe, it });
