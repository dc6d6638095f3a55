import { MockTokens } from '@contacts-gateway/adapters/mock';
import type { Adapter, TokenRig } from '@contacts-gateway/domain/contracts';

const none = 'there is no provider behind it';

/** Its token is refused for good, and handed out again to whoever does not name it: nothing could ever bring it another. */
export const mockTokens: Adapter<TokenRig> = {
  name: 'MockTokens',
  open: () => ({ tokens: new MockTokens(), fetches: () => 0, secrets: [] }),
  cannot: {
    supply: 'it has one token for ever',
    advance: 'its token does not expire',
    asksToWait: none,
    logged: 'nobody can watch it',
    token_unavailable: none,
    token_provider_misconfigured: none,
  },
};
