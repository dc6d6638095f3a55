import { NangoTokens } from '@contacts-gateway/adapters/nango';
import { type Fault, startSandbox } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, TokenRig } from '@contacts-gateway/domain/contracts';
import { FakeClock } from '../fake-clock.js';

/** @param aheadMs - by how much Nango's clock is ahead of ours. */
const nangoTokensOf = (name: string, aheadMs: number): Adapter<TokenRig> => ({
  name,
  async open() {
    const clock = new FakeClock();
    clock.time = Date.now();
    const nangoNow = (): number => clock.time + aheadMs;
    const sandbox = await startSandbox({ contacts: 0, now: nangoNow });
    const { nango, environment } = sandbox;
    const log: unknown[] = [];
    const tokens = new NangoTokens({
      baseUrl: environment.NANGO_BASE_URL,
      secretKey: environment.NANGO_SECRET_KEY,
      connectionId: environment.NANGO_CONNECTION_ID,
      integrationId: environment.NANGO_INTEGRATION_ID,
      observe: (call) => log.push(call),
      clock,
    });
    const answerAlways = (fault: Parameters<typeof nango.faults.next>[0]): void => {
      nango.faults.clear();
      nango.faults.next(fault, Infinity);
    };
    const supply = (secret: string, lifeMs: number): void => answerAlways(holding(secret, nangoNow() + lifeMs));
    supply('sandbox-access-token-1', 1_800_000);
    return {
      tokens,
      fetches: () => nango.requests,
      secrets: [environment.NANGO_SECRET_KEY],
      supply,
      advance(ms) {
        clock.time += ms;
      },
      asksToWait: (ms) => answerAlways(throttling(ms)),
      logged: () => log,
      token_unavailable: () => answerAlways('refresh-failed'),
      token_provider_misconfigured: () => answerAlways('connection-unknown'),
      async close() {
        tokens.close();
        await sandbox.close();
      },
    };
  },
});

export const nangoTokens = nangoTokensOf('NangoTokens', 0);

export const nangoTokensAhead = nangoTokensOf('NangoTokens of a Nango whose clock is ahead', 600_000);

/** The answer that was due, with another token in it. */
const holding = (secret: string, expiresAt: number): Fault => ({
  kind: 'alter',
  alter: (body) => {
    const credentials = { type: 'OAUTH2', access_token: secret, expires_at: new Date(expiresAt).toISOString() };
    return { ...(body as object), credentials: { ...credentials, raw: credentials } };
  },
});

const throttling = (ms: number): Fault => ({
  kind: 'answer',
  status: 429,
  headers: { 'retry-after': String(ms / 1000) },
  body: { error: { code: 'too_many_request' } },
});
