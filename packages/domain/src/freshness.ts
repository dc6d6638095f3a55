import { isRefusal } from './errors.js';

/** How old a copy may be, in milliseconds since a completed pass confirmed it. */
export interface Freshness {
  /** Up to here a copy is fresh, and nobody asks the source. */
  readonly ttlMs: number;
  /** Up to here a stale copy is served whatever went wrong. */
  readonly staleMs: number;
  /** Up to here a stale copy is served through an outage, but not after a refusal. */
  readonly staleIfErrorMs: number;
}

export type Standing = 'fresh' | 'stale' | 'unusable';

/** @param failure - why contacts cannot be read at the moment; undefined when nothing is known to be wrong. */
export function standing(ageMs: number, failure: unknown, { ttlMs, staleMs, staleIfErrorMs }: Freshness): Standing {
  if (ageMs < ttlMs) return 'fresh';
  if (ageMs < staleMs) return 'stale';
  return ageMs < staleIfErrorMs && !isRefusal(failure) ? 'stale' : 'unusable';
}
