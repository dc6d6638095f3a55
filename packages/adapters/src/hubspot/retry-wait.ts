import type { Clock } from '../http/clock.js';
import { fullJitterMs } from '../http/full-jitter.js';
import { NoAnswer, type Outcome } from '../http/outcome.js';
import { retryAfterMs } from '../http/retry-after.js';
import { limitPolicyOf } from './error-body.js';

/** A locked record set "will last for 2 seconds"; 520 to 527 come from HubSpot's edge. */
const LOCKED = 423;
const LOCK_MS = 2000;
const transientStatuses = new Set([LOCKED, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527]);

/** The documented waits for a 429 without Retry-After; one that does not say which limit it means gets the longer. */
const LIMIT_MS = { secondly: 1000, 'ten-secondly': 10_000 } as const;

/** What would be no other the next time. */
const finalCodes = new Set(['TOO_LARGE', 'PAUSED']);

/** How long to wait before asking HubSpot again; undefined when the outcome is final. */
export function retryWaitMs(outcome: Outcome, attempt: number, clock: Clock): number | undefined {
  const backOffMs = fullJitterMs(attempt, clock.random);
  if (outcome instanceof NoAnswer) return finalCodes.has(outcome.code) ? undefined : backOffMs;
  const askedMs = retryAfterMs(outcome, clock.now());
  if (outcome.status === 429) {
    const policy = limitPolicyOf(outcome) ?? 'ten-secondly';
    return policy === 'daily' ? undefined : (askedMs ?? LIMIT_MS[policy]);
  }
  if (!transientStatuses.has(outcome.status)) return undefined;
  return askedMs ?? (outcome.status === LOCKED ? LOCK_MS + backOffMs : backOffMs);
}
