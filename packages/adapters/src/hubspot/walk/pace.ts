/** What a walk may cost, and what it gains by being quick. */
export interface Pace {
  /** Requests at a time. */
  readonly concurrency: number;
  /** Requests per rolling 10 s; 0 for no limit. */
  readonly requestsPer10s: number;
  /** From a request to its answer. */
  readonly roundTripMs: number;
}

export type Limits = Omit<Pace, 'roundTripMs'>;

/** What it takes us to read a page: of more answers at a time than come in a round trip, some would only wait for us. */
const OWN_MS = 5;

/** How a list should be read whose pages come in a round trip. */
export function paceWithin({ concurrency, requestsPer10s }: Limits, roundTripMs: number): Pace {
  const useful = Math.max(2, Math.ceil(roundTripMs / OWN_MS));
  return { concurrency: Math.min(concurrency, useful), requestsPer10s, roundTripMs };
}
