import type { Answer } from './outcome.js';

/** HubSpot documents waits of up to a day; a longer one is taken for a mistake, so that nothing stops for ever. */
const LONGEST_MS = 24 * 3600 * 1000;

/**
 * The wait that an answer asks for in `Retry-After`, in milliseconds; undefined when it asks for none that can be
 * read. A date is compared with the answer's own `Date`, so that a wrong clock on this side does no harm.
 */
export function retryAfterMs(answer: Answer, now: number): number | undefined {
  const value = answer.header('retry-after')?.trim();
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Date.parse(answer.header('date') ?? '') || now);
  return Number.isNaN(ms) ? undefined : Math.min(LONGEST_MS, Math.max(0, ms));
}
