import type { ContactSnapshot } from './contact-snapshot.js';
import type { Standing } from './freshness.js';
import type { WalkProgress } from './gather.js';

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

/** What can be said without asking anyone. */
export interface DirectoryStatus {
  readonly copy:
    | {
        readonly standing: Standing;
        readonly contacts: number;
        readonly version: string;
        readonly ageMs: number;
      }
    | undefined;
  /** The progress of the pass under way, else undefined. */
  readonly pass: WalkProgress | undefined;
  /** Why the last pass failed; undefined when it completed. */
  readonly failure: unknown;
  readonly nextPassInMs: number;
}
