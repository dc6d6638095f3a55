import { Backoff } from './backoff.js';
import { ageMs, type Copy } from '../fleet/copy.js';
import { type Freshness, type FreshnessLimits, freshnessOf } from './freshness.js';
import type { WalkRun } from './walk-run.js';

/** Several looks of those who may take over. */
const HEAD_START_MS = 5000;

/** The copy that this instance serves, and what it knows about getting a newer one. */
export class CopyState {
  readonly backoff: Backoff;
  /** The walk under way. */
  walk: WalkRun | undefined;
  isClosed = false;
  readonly #limits: FreshnessLimits;
  readonly #now: () => number;
  readonly #onUsable: () => void;
  #copy: Copy | undefined;

  /** @param onUsable - called when there is a new copy to be served. */
  constructor(limits: FreshnessLimits, now: () => number, onUsable: () => void) {
    this.#limits = limits;
    this.#now = now;
    this.#onUsable = onUsable;
    this.backoff = new Backoff(now);
  }

  get copy(): Copy | undefined {
    return this.#copy;
  }

  have(copy: Copy): void {
    this.#copy = copy;
    if (this.freshness() !== 'unusable') this.#onUsable();
  }

  /** Whether another instance should have the first try: our last walk came to nothing, and our copy has only just become stale. */
  letsOthersGoFirst(): boolean {
    const isJustStale = this.#copy !== undefined && this.ageMs(this.#copy) < this.#limits.ttlMs + HEAD_START_MS;
    return this.backoff.hasFailed && isJustStale && this.freshness() !== 'unusable';
  }

  freshness(): Freshness {
    return this.#copy ? freshnessOf(this.ageMs(this.#copy), this.#lastingFailure(), this.#limits) : 'unusable';
  }

  /** Why there is no newer copy: the latest failure since which no page has come; undefined when none is known. */
  failure(): unknown {
    return this.walk?.setback ?? this.#lastingFailure();
  }

  ageMs(copy: Copy): number {
    return ageMs(copy, this.#now());
  }

  /** That of the last walk, until the next has received a page: a refusal, for one, then no longer holds. */
  #lastingFailure(): unknown {
    if (this.walk && this.walk.progress.pages > 0) return undefined;
    return this.backoff.isLasting ? this.backoff.failure : undefined;
  }
}
