import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { Freshness } from './freshness.js';
import type { WalkProgress } from './read-walk.js';

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
      }
    | undefined;
  /** The progress of the pass under way; undefined when there is none. */
  readonly pass: WalkProgress | undefined;
  /** Why the last pass failed; undefined when it completed. */
  readonly failure: unknown;
  /** Milliseconds until the next pass may start; 0 when it may start now or is under way. */
  readonly nextPassInMs: number;
}
