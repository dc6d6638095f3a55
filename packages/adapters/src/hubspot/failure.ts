import {
  type ContactsError,
  SourceAnswerInvalid,
  SourceRateLimited,
  SourceScopeMissing,
  SourceTokenRefused,
  SourceUnexpectedStatus,
  SourceUnreachable,
} from '@contacts-gateway/domain';
import { type Answer, NoAnswer, type Outcome } from '../http/outcome.js';
import { retryAfterMs } from '../http/retry-after.js';
import { correlationIdOf, limitPolicyOf } from './error-body.js';

/** A daily limit without a stated end is not tested more often than this. */
const DAILY_LIMIT_MS = 3600 * 1000;

/** 530 is what HubSpot's edge answers when a token has not even the format of one. */
export const refusesToken = ({ status }: Answer): boolean => status === 401 || status === 530;

/** What an unsuccessful outcome means. */
export function failureOf(outcome: Outcome, now: number): ContactsError {
  if (outcome instanceof NoAnswer) {
    const isTooLarge = outcome.code === 'TOO_LARGE';
    return isTooLarge ? new SourceAnswerInvalid('it is too large') : new SourceUnreachable({ cause: outcome });
  }
  const { status } = outcome;
  const details = { correlationId: correlationIdOf(outcome), retryAfterMs: retryAfterMs(outcome, now) };
  if (refusesToken(outcome)) return new SourceTokenRefused(details);
  if (status === 403) return new SourceScopeMissing(details);
  if (status === 429) {
    const untilAskedMs = limitPolicyOf(outcome) === 'daily' ? DAILY_LIMIT_MS : undefined;
    return new SourceRateLimited({ ...details, retryAfterMs: details.retryAfterMs ?? untilAskedMs });
  }
  // 477: the account is being moved to another data centre.
  if (status === 477) return new SourceUnreachable(details);
  return new SourceUnexpectedStatus(status, details);
}
