import { systemClock } from '@contacts-gateway/adapters/hubspot';
import type { DirectoryTools } from '@contacts-gateway/domain';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

const encoder = new TextEncoder();

/** What the domain, which has nothing ambient, is lent by Node. */
export const platform = (requestWaitMs: number): DirectoryTools => ({
  encode: (text) => encoder.encode(text),
  digest: (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 32),
  now: systemClock.now,
  patience: () => delay(requestWaitMs, undefined, { ref: false }),
});
