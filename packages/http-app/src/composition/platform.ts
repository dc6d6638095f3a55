import { systemClock } from '@contacts-gateway/adapters/http';
import type { DirectoryPlatform } from '@contacts-gateway/domain';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

const encoder = new TextEncoder();

/** What the domain, which has nothing ambient, is lent by Node. */
export const platform = (requestWaitMs: number): DirectoryPlatform => ({
  encode: (text) => encoder.encode(text),
  // 128 bits are enough that no two lists meet.
  digest: (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 32),
  now: systemClock.now,
  waitLimit: () => delay(requestWaitMs, undefined, { ref: false }),
});
