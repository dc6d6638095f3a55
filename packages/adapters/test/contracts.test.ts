import { cacheContract, contactSourceContract, honours, tokenContract } from '@contacts-gateway/domain/contracts';
import { hubSpotContacts } from './rigs/hubspot-contacts.js';
import { memoryCache } from './rigs/memory-cache.js';
import { mockTokens } from './rigs/mock-tokens.js';
import { nangoTokens } from './rigs/nango-tokens.js';

honours(mockTokens, tokenContract, { describe, it });
honours(nangoTokens, tokenContract, { describe, it });
honours(hubSpotContacts, contactSourceContract, { describe, it });
honours(memoryCache, cacheContract, { describe, it });
