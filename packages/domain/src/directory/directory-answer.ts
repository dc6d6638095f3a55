import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { Freshness } from './freshness.js';
import type { WalkProgress } from './walk-progress.js';

/**
 * What a caller is content with: a copy that the limits allow, also a stale one; one that a pass has confirmed since it was
 * asked for, if that can be had soon; or what is there without any waiting.
 */
export type Demand = 'usable' | 'confirmed' | 'cached';

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

/** What has changed from a version up to the snapshot, each id once and in order; one that ended where it began may be there. */
export interface DirectoryChanges extends DirectoryAnswer {
  /** Ids of contacts that may be new or others than in that version. */
  readonly changed: readonly string[];
  /** Ids that may have been in that version, and are not in the snapshot. */
  readonly removed: readonly string[];
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
        /** The source's moment from which on nothing of the copy is older. */
        readonly checkpoint: string;
      }
    | undefined;
  /** Whether a pass is asking the source for something. */
  readonly isPassing: boolean;
  /** The progress of the walk under way, be it a part of a pass or beside them; undefined when there is none. */
  readonly walk: WalkProgress | undefined;
  /** Why the last pass of this instance failed, even if another has brought a fresh copy since; undefined when it completed. */
  readonly failure: unknown;
  /** Why the cache failed in the last pass, so that this instance goes on alone; undefined when it did not. */
  readonly cacheFailure: unknown;
  /** Milliseconds until the next pass may start; 0 when it may start now or is under way. */
  readonly nextPassInMs: number;
}
