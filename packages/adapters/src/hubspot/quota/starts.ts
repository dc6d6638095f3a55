/** What a request asks of a log of starts. Times in milliseconds. */
export interface Wanted {
  /** The most that may start within any window; Infinity for no limit. */
  readonly limit: number;
  readonly windowMs: number;
  /** The least time between the last start and this one. */
  readonly gapMs: number;
  /** The least time from now to this start. */
  readonly leadMs: number;
}

/** A start that nobody else gets; or none yet. */
export interface Start {
  /** Milliseconds from the question to the start, or until it makes sense to ask again. */
  readonly waitMs: number;
  /** How many start within the window that ends with this start, itself included; undefined when there is none yet. */
  readonly inWindow: number | undefined;
}

/** Quotas are kept apart by name. */
export type QuotaName = 'requests' | 'searches';

/** An exact log of the last starts, of all who ask the same one: who asks first, starts first. */
export interface Starts {
  /** Takes the next start that the log allows. A failure means that nothing is known: neither the log nor whether it was taken. */
  next(quota: QuotaName, wanted: Wanted): Promise<Start>;
}
