import { NangoTokens } from '@contacts-gateway/adapters/nango';
import { type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import type { Opened, TokenRig } from '@contacts-gateway/domain/contracts';
import { FakeClock } from '../fake-clock.js';

interface OpenedNango {
  readonly sandbox: Sandbox;
  /** Its time, in Unix milliseconds. */
  readonly now: () => number;
  /** What the rigs of all its worlds have in common. */
  readonly rig: Opened<Omit<TokenRig, 'supply'>>;
}

/**
 * A NangoTokens that nothing has used, and its Nango, on a clock that is moved.
 *
 * @param aheadMs - by how much Nango's is ahead of ours.
 */
export async function openNango(aheadMs = 0): Promise<OpenedNango> {
  const clock = new FakeClock();
  clock.time = Date.now();
  const now = (): number => clock.time + aheadMs;
  const sandbox = await startSandbox({ contacts: 0, now });
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
  const rig = {
    tokens,
    fetches: () => nango.requests,
    secrets: ['sandbox-access-token', environment.NANGO_SECRET_KEY],
    advance(ms: number) {
      clock.time += ms;
    },
    logged: () => log,
    async close() {
      tokens.close();
      await sandbox.close();
    },
  };
  return { sandbox, now, rig };
}

/** What Nango answers who asks too often. */
export const throttling = (ms: number) =>
  ({
    kind: 'answer',
    status: 429,
    headers: { 'retry-after': String(ms / 1000) },
    body: { error: { code: 'too_many_request' } },
  }) as const;
