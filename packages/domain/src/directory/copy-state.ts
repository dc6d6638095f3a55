import { Backoff } from './backoff.js';
import { ageMs, type Confirmation, type Copy, isNewer } from '../fleet/copy.js';
import { type Freshness, type FreshnessLimits, freshnessOf } from './freshness.js';
import type { SourceEffort } from './source-effort.js';
import type { WalkRun } from './walk-run.js';

/** Several looks of those who may take over. */
const HEAD_START_MS = 5000;

/** The copy that this instance serves, and what it knows about getting a newer one. */
export class CopyState {
  readonly backoff: Backoff;
  /** Of the pass under way, as soon as it asks the source for something. */
  effort: SourceEffort | undefined;
  /** The walk under way, as a part of the pass or beside it. */
  walk: WalkRun | undefined;
  isClosed = false;
  readonly #limits: FreshnessLimits;
  readonly #now: () => number;
  readonly #onCopy: () => void;
  #copy: Copy | undefined;
  #isReceived = false;

  /** @param onCopy - called when a copy has come, which may be long before the pass ends. */
  constructor(limits: FreshnessLimits, now: () => number, onCopy: () => void) {
    this.#limits = limits;
    this.#now = now;
    this.#onCopy = onCopy;
    this.backoff = new Backoff(now);
  }

  get copy(): Copy | undefined {
    return this.#copy;
  }

  isNews(them: Confirmation): boolean {
    return !this.#copy || isNewer(them, this.#copy);
  }

  /** Takes a copy of our own. */
  have(copy: Copy): void {
    this.#copy = copy;
    this.#isReceived = false;
    this.#onCopy();
  }

  /** Takes another instance's copy. It is of a later time than ours, so that it is no older, whatever the other's clock says. */
  receive(newer: Copy): void {
    const leastConfirmedAt = this.#copy?.confirmedAt ?? -Infinity;
    this.#copy = { ...newer, confirmedAt: Math.max(newer.confirmedAt, leastConfirmedAt) };
    this.#isReceived = true;
    if (this.freshness() === 'fresh') this.backoff.bridged();
    this.#onCopy();
  }

  /** Whether the instance that our copy is from should have the first try: our last pass came to nothing, and the copy is only just stale. */
  letsOthersGoFirst(): boolean {
    const isJustStale = this.#copy !== undefined && this.ageMs(this.#copy) < this.#limits.ttlMs + HEAD_START_MS;
    return this.#isReceived && this.backoff.hasFailed && isJustStale && this.freshness() !== 'unusable';
  }

  freshness(): Freshness {
    return this.#copy ? freshnessOf(this.ageMs(this.#copy), this.#lastingFailure(), this.#limits) : 'unusable';
  }

  /** Why there is no newer copy: the latest failure since which nothing has come; undefined when none is known. */
  failure(): unknown {
    return this.effort?.setback ?? this.#lastingFailure();
  }

  /** Whether what was read at a time, Unix in milliseconds, would not be fresh any more. */
  isLongAgo(at: number): boolean {
    return this.#now() - at >= this.#limits.ttlMs;
  }

  ageMs(copy: Copy): number {
    return ageMs(copy, this.#now());
  }

  /** That of the last pass, until something has come in the next: a refusal, for one, then no longer holds. */
  #lastingFailure(): unknown {
    if (this.effort?.hasBroughtAnything) return undefined;
    return this.backoff.isLasting ? this.backoff.failure : undefined;
  }
}
