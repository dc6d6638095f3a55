import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { plainSource } from '../rigs/plain-source.js';

honours(plainSource, contactSourceContract, { describe, it });
