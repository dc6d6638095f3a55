import type { DirectoryPlatform } from '@contacts-gateway/domain';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { steadyNow } from './steady-now.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * What the domain, which has nothing ambient, is lent by Node.
 *
 * @param requestWaitMs - how long a caller waits for a first copy.
 */
export const nodePlatform = (requestWaitMs: number): DirectoryPlatform => ({
  encode: (text) => encoder.encode(text),
  decode: (bytes) => decoder.decode(bytes),
  // 128 bits are enough that no two lists meet.
  digest: (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 32),
  now: steadyNow(
    () => Date.now(),
    () => performance.now(),
  ),
  waitLimit: () => delay(requestWaitMs, undefined, { ref: false }),
  pause: (ms) => delay(ms, undefined, { ref: false }),
  randomId: () => randomUUID(),
});
