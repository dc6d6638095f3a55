import { isRefusal } from '../errors.js';

/** Age limits of the copy, in milliseconds since a completed pass confirmed it. Where they overlap, the larger one wins. */
export interface FreshnessLimits {
  /** Below this age a copy is fresh, and the source is not asked. */
  readonly ttlMs: number;
  /** Below this age a stale copy is served after any failure. */
  readonly staleMs: number;
  /** Below this age a stale copy is served through an outage, but not after a refusal. */
  readonly staleIfErrorMs: number;
}

/** When what is asked of the source. */
export interface RefreshLimits extends FreshnessLimits {
  /** From this age on of the last walk the whole source is walked again, beside the passes: what no source names is found so. */
  readonly reconcileMs: number;
}

export type Freshness = 'fresh' | 'stale' | 'unusable';

/** @param failure - why contacts cannot be read at the moment; undefined when nothing is known to be wrong. */
export function freshnessOf(
  ageMs: number,
  failure: unknown,
  { ttlMs, staleMs, staleIfErrorMs }: FreshnessLimits,
): Freshness {
  if (ageMs < ttlMs) return 'fresh';
  if (ageMs < staleMs) return 'stale';
  return ageMs < staleIfErrorMs && !isRefusal(failure) ? 'stale' : 'unusable';
}
