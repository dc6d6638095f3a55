import { tokenContract, honours } from '@contacts-gateway/domain/contracts';
import { mockTokens } from '../rigs/mock-tokens.js';

honours(mockTokens, tokenContract, { describe, it });
