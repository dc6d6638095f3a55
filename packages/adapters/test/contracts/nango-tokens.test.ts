import { honours, tokenContract } from '@contacts-gateway/domain/contracts';
import { nangoTokens, nangoTokensAhead } from '../rigs/nango-tokens.js';

honours(nangoTokens, tokenContract, { describe, it });
honours(nangoTokensAhead, tokenContract, { describe, it });
