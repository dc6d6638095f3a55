import { tokenContract, honours } from '@contacts-gateway/domain/contracts';
import { nangoTokens } from '../rigs/nango-tokens.js';

honours(nangoTokens, tokenContract, { describe, it });
