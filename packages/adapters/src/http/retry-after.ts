import { httpDate } from './http-date.js';
import type { Answer } from './outcome.js';

/** HubSpot documents waits of up to a day. Longer ones are capped: they are probably mistakes, and would stop the service. */
const LONGEST_MS = 24 * 3600 * 1000;

/**
 * The wait that an answer asks for in `Retry-After`, in milliseconds and more than 0; undefined when it asks for none
 * that can be read. A date is compared with the answer's own `Date`, so that a wrong clock on this side does no harm.
 */
export function retryAfterMs(answer: Answer, now: number): number | undefined {
  const value = answer.header('retry-after')?.trim() ?? '';
  const ms = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : httpDate(value) - (httpDate(answer.header('date')) || now);
  return ms > 0 ? Math.min(LONGEST_MS, ms) : undefined;
}
