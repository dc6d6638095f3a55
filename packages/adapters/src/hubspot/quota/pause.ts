import { type ContactsError, SourceRateLimited, SourceUnreachable } from '@contacts-gateway/domain';
import type { Answer } from '../../http/outcome.js';
import { failureOf, stopsAllCalls } from '../failure.js';

/** The time for which HubSpot wants no calls at all: up to a day. */
export class Pause {
  #cause: ContactsError | undefined;
  #until = -Infinity;

  learn(answer: Answer, now: number): void {
    if (!stopsAllCalls(answer)) return;
    this.#cause = failureOf(answer, now);
    this.#until = now + (this.#cause.retryAfterMs ?? 0);
  }

  /** Why nothing is to be asked now, and for how long; undefined when there is no pause. */
  failure(now: number): ContactsError | undefined {
    const retryAfterMs = this.#until - now;
    if (!this.#cause || retryAfterMs <= 0) return undefined;
    const { code, correlationId } = this.#cause;
    const Failure = code === 'source_rate_limited' ? SourceRateLimited : SourceUnreachable;
    return new Failure({ retryAfterMs, correlationId });
  }
}
