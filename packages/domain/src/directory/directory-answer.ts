import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { Freshness } from './freshness.js';
import type { WalkProgress } from './walk-progress.js';

/** A snapshot with its age. */
export interface DirectoryAnswer {
  readonly snapshot: ContactSnapshot;
  /** Unix time in milliseconds at which this version first became the copy. */
  readonly publishedAt: number;
  /** Milliseconds since a completed pass confirmed the copy. */
  readonly ageMs: number;
  /** Whether the caller had to wait for a pass. */
  readonly waited: boolean;
}

/** The state of the directory, as it is known without asking the source. */
export interface DirectoryStatus {
  /** Undefined before the first completed pass. */
  readonly copy:
    | {
        readonly freshness: Freshness;
        readonly contacts: number;
        readonly version: string;
        readonly ageMs: number;
        /** The source's moment, as its walk told it, from which on nothing of the copy is older. */
        readonly checkpoint: string;
      }
    | undefined;
  /** The progress of the walk under way; undefined when there is none. */
  readonly pass: WalkProgress | undefined;
  /** Why the last walk of this instance failed, even if another has brought a fresh copy since; undefined when it completed. */
  readonly failure: unknown;
  /** Why the cache failed in the last pass, so that this instance goes on alone; undefined when it did not. */
  readonly cacheFailure: unknown;
  /** Milliseconds until the next pass may start; 0 when it may start now or is under way. */
  readonly nextPassInMs: number;
}
