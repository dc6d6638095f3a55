import type { Fault } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, TokenRig } from '@contacts-gateway/domain/contracts';
import { openNango, throttling } from './open-nango.js';

/** @param aheadMs - by how much Nango's clock is ahead of ours. */
const nangoTokensOf = (name: string, aheadMs: number): Adapter<TokenRig> => ({
  name,
  async open() {
    const { sandbox, now, rig } = await openNango(aheadMs);
    const { faults } = sandbox.nango;
    const answerAlways = (fault: Parameters<typeof faults.next>[0]): void => {
      faults.clear();
      faults.next(fault, Infinity);
    };
    const supply = (secret: string, lifeMs: number): void => answerAlways(holding(secret, now() + lifeMs));
    supply('sandbox-access-token-1', 1_800_000);
    return {
      ...rig,
      supply,
      asksToWait: (ms) => answerAlways(throttling(ms)),
      token_unavailable: () => answerAlways('refresh-failed'),
      token_provider_misconfigured: () => answerAlways('connection-unknown'),
    };
  },
});

export const nangoTokens = nangoTokensOf('NangoTokens', 0);

export const nangoTokensAhead = nangoTokensOf('NangoTokens of a Nango whose clock is ahead', 600_000);

/** The answer that was due, with another token in it. */
const holding = (secret: string, expiresAt: number): Fault => ({
  kind: 'alter',
  alter: (body) => {
    const expiry = expiresAt < Infinity && { expires_at: new Date(expiresAt).toISOString() };
    const credentials = { type: 'OAUTH2', access_token: secret, ...expiry };
    return { ...(body as object), credentials: { ...credentials, raw: credentials } };
  },
});
