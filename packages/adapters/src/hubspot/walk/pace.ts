/** What a walk may cost, and what it gains by being quick. */
export interface Pace {
  /** Requests at a time. */
  readonly concurrency: number;
  /** Requests per rolling 10 s; 0 for no limit. */
  readonly requestsPer10s: number;
  /** From a request to its answer. */
  readonly roundTripMs: number;
}
