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

/** What stops all calls, and does not say for how long, is not tested more often than this. */
const STOP_MS = 3600 * 1000;

/** 530 is what HubSpot's edge answers when a token has not even the format of one. */
export const refusesToken = ({ status }: Answer): boolean => status === 401 || status === 530;

/** The account is being moved to another data centre. */
const MOVING = 477;

/** Whether an answer is about all calls, and for longer than any of them can wait. */
export const stopsAllCalls = (answer: Answer): boolean =>
  answer.status === MOVING || (answer.status === 429 && limitPolicyOf(answer) === 'daily');

/** What an unsuccessful outcome means. */
export function failureOf(outcome: Outcome, now: number): ContactsError {
  if (outcome instanceof NoAnswer) {
    const isTooLarge = outcome.code === 'TOO_LARGE';
    return isTooLarge ? new SourceAnswerInvalid('it is too large') : new SourceUnreachable({ cause: outcome });
  }
  const { status } = outcome;
  const untilAskedMs = stopsAllCalls(outcome) ? STOP_MS : undefined;
  const details = {
    correlationId: correlationIdOf(outcome),
    retryAfterMs: retryAfterMs(outcome, now) ?? untilAskedMs,
  };
  if (refusesToken(outcome)) return new SourceTokenRefused(details);
  if (status === 403) return new SourceScopeMissing(details);
  if (status === 429) return new SourceRateLimited(details);
  if (status === MOVING) return new SourceUnreachable(details);
  return new SourceUnexpectedStatus(status, details);
}
