import { TokenProviderMisconfigured, TokenUnavailable } from '@contacts-gateway/domain';
import { z } from 'zod';
import type { Clock } from '../http/clock.js';
import { fullJitterMs } from '../http/full-jitter.js';
import { type Answer, NoAnswer, type Outcome } from '../http/outcome.js';
import { retryAfterMs } from '../http/retry-after.js';

/** After a refresh that failed, Nango answers 424 for this long without trying again. */
const REFRESH_COOLDOWN_MS = 30_000;
/** Nango rounds its Retry-After down, to 0 near the edge. */
const LEAST_THROTTLE_MS = 1000;
/** A longer wait is left to the caller, who may have a token that is still valid. */
const LONGEST_WAIT_MS = 5000;

const errorBody = z.object({ error: z.object({ code: z.string().regex(/^\w{1,64}$/) }) });

const codeOf = (answer: Answer): string | undefined => errorBody.safeParse(answer.json).data?.error.code;

/** Nango answers a 401 with this code while its own database is down. */
const isDatabaseOutage = (answer: Answer): boolean =>
  answer.status === 401 && codeOf(answer) === 'malformed_auth_header';

const throttledMs = (answer: Answer, now: number): number =>
  Math.max(LEAST_THROTTLE_MS, retryAfterMs(answer, now) ?? LEAST_THROTTLE_MS);

/** How long to wait before asking Nango again; undefined when the outcome is final for now. */
export function retryWaitMs(outcome: Outcome, attempt: number, clock: Clock): number | undefined {
  const backOffMs = fullJitterMs(attempt, clock.random);
  // A refresh that hangs at HubSpot makes the next request for the same connection hang as well.
  if (outcome instanceof NoAnswer) return ['TIMEOUT', 'TOO_LARGE'].includes(outcome.code) ? undefined : backOffMs;
  if (outcome.status === 429) {
    const waitMs = throttledMs(outcome, clock.now());
    return waitMs <= LONGEST_WAIT_MS ? waitMs : undefined;
  }
  return outcome.status >= 500 || isDatabaseOutage(outcome) ? backOffMs : undefined;
}

/** Codes of failures that happen before a request has been sent. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether Nango certainly did nothing about the request: it can be made again as if it had not been. */
export const wasNotExecuted = (outcome: Outcome): boolean =>
  outcome instanceof NoAnswer ? unsent.has(outcome.code) : outcome.status === 429 || isDatabaseOutage(outcome);

/** What an unsuccessful outcome means. Decided by status and code, never by the message. */
export function failureOf(outcome: Outcome, now: number): TokenUnavailable | TokenProviderMisconfigured {
  if (outcome instanceof NoAnswer) return new TokenUnavailable({ cause: outcome });
  const { status } = outcome;
  const code = codeOf(outcome);
  const cause = new Error(`Nango answered ${status}${code === undefined ? '' : ` ${code}`}`);
  if (code === 'invalid_credentials') return new TokenUnavailable({ cause, retryAfterMs: REFRESH_COOLDOWN_MS });
  if (status === 429) return new TokenUnavailable({ cause, retryAfterMs: throttledMs(outcome, now) });
  const misconfigured =
    (status === 401 && !isDatabaseOutage(outcome)) ||
    status === 403 ||
    ((status === 400 || status === 404) && code !== undefined);
  return misconfigured
    ? new TokenProviderMisconfigured({ cause })
    : new TokenUnavailable({ cause, retryAfterMs: retryAfterMs(outcome, now) });
}
