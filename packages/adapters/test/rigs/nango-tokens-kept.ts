import type { Adapter, TokenRig } from '@contacts-gateway/domain/contracts';
import { openNango, throttling } from './open-nango.js';

/**
 * Nango as it is by itself: it has another token only once it has refreshed the one that it keeps, which it does when that
 * has less than a quarter of an hour left, or when it is made to.
 */
export const nangoTokensKept: Adapter<TokenRig> = {
  name: 'NangoTokens of a Nango that keeps its token until it is made to refresh it',
  async open() {
    const { sandbox, rig } = await openNango();
    const { nango, tokens } = sandbox;
    const isWell = (): void => {
      Object.assign(nango.switches, { databaseDown: false, keyScope: 'credentials' });
      nango.faults.clear();
      // Its first answer of all is a setback.
      if (nango.requests === 0) nango.faults.next('server-error');
    };
    const supply = (secret: string, lifeMs: number): void => {
      isWell();
      tokens.issueOnly(secret, lifeMs);
    };
    supply('sandbox-access-token-1', 1_800_000);
    return {
      ...rig,
      fetches: () => Math.max(0, nango.requests - 1),
      supply,
      asksToWait(ms) {
        isWell();
        nango.faults.next(throttling(ms), Infinity);
      },
      token_unavailable() {
        isWell();
        nango.switches.databaseDown = true;
      },
      token_provider_misconfigured() {
        isWell();
        nango.switches.keyScope = 'connections';
      },
    };
  },
};
