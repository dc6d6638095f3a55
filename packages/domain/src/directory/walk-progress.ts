/** How far a walk has come. */
export interface WalkProgress {
  readonly pages: number;
  /** Contacts read so far; in the end distinct ones. */
  readonly contacts: number;
  /** Records that were no contacts. */
  readonly skipped: number;
}
