/** How far a walk has come. */
export interface WalkProgress {
  readonly pages: number;
  /** Records of contacts read so far. */
  readonly contacts: number;
  /** Records that were no contacts. */
  readonly skipped: number;
  readonly requests: number;
  /** Requests that the source refused because there were too many. */
  readonly rateLimited: number;
  readonly durationMs: number;
  /** About how long it will still take, in milliseconds; undefined while there is nothing to go by. */
  readonly leftMs: number | undefined;
}

/** What can be said of a walk in the end. */
export interface WalkVerdict extends Omit<WalkProgress, 'contacts' | 'leftMs'> {
  /** Whether it came to the end. */
  readonly complete: boolean;
  /** Distinct contacts; of a walk that broke off, records. */
  readonly contacts: number;
  /** Records beyond the first of their contact. */
  readonly duplicates: number;
}
