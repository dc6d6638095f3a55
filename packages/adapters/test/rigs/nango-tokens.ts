import type { Fault, NangoFaultName } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, TokenRig } from '@contacts-gateway/domain/contracts';
import { openNango, throttling } from './open-nango.js';

interface World {
  /** By how much Nango's clock is ahead of ours, in milliseconds. */
  readonly aheadMs: number;
  /** What it answers for a connection that is of no use. */
  readonly misconfigured: NangoFaultName | Fault;
}

const nangoTokensOn = (name: string, { aheadMs, misconfigured }: World): Adapter<TokenRig> => ({
  name,
  async open() {
    const { sandbox, now, rig } = await openNango(aheadMs);
    const { faults } = sandbox.nango;
    const answerAlways = (fault: NangoFaultName | Fault): void => {
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
      token_provider_misconfigured: () => answerAlways(misconfigured),
    };
  },
});

export const nangoTokens = nangoTokensOn('NangoTokens', { aheadMs: 0, misconfigured: 'connection-unknown' });

/** The connection has credentials, but of another type than HubSpot's. */
const ofAnotherType: Fault = {
  kind: 'alter',
  alter: (body) => ({ ...(body as object), credentials: { type: 'API_KEY', apiKey: 'sandbox-access-token-1' } }),
};

export const nangoTokensAhead = nangoTokensOn('NangoTokens of a Nango whose clock is ahead', {
  aheadMs: 600_000,
  misconfigured: ofAnotherType,
});

/** The answer that was due, with another token in it. */
const holding = (secret: string, expiresAt: number): Fault => ({
  kind: 'alter',
  alter: (body) => {
    const expiry = expiresAt < Infinity && { expires_at: new Date(expiresAt).toISOString() };
    const credentials = { type: 'OAUTH2', access_token: secret, ...expiry };
    return { ...(body as object), credentials: { ...credentials, raw: credentials } };
  },
});
