import { honours, tokenContract } from '@contacts-gateway/domain/contracts';
import { nangoTokensKept } from '../rigs/nango-tokens-kept.js';
import { nangoTokens, nangoTokensAhead } from '../rigs/nango-tokens.js';

honours(nangoTokens, tokenContract, { describe, it });
honours(nangoTokensAhead, tokenContract, { describe, it });
honours(nangoTokensKept, tokenContract, { describe, it });
