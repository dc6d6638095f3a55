import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';
import type { LeaseEvent } from '../fleet/lease.js';
import type { PassReport } from './pass-report.js';
import type { WalkProgress, WalkVerdict } from './walk-progress.js';

/** What the platform lends to the directory, which owns neither clock nor timer. */
export interface DirectoryPlatform extends SnapshotPlatform {
  /** Milliseconds since the Unix epoch; should not jump when the machine's clock is set. */
  readonly now: () => number;
  /** Called for each caller that has to wait: resolves when it has waited long enough; must not reject. */
  readonly waitLimit: () => Promise<unknown>;
  /** Resolves after so many milliseconds; must not reject. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** A text that has never been before, here or elsewhere. */
  readonly randomId: () => string;
  /** Lets a pass run, and answers what it does: for what a platform keeps for all that follows from it. */
  readonly duringPass?: <T>(pass: () => Promise<T>) => Promise<T>;
  /** Told of what happens; it must not throw. */
  readonly observe?: (event: DirectoryEvent) => void;
}

export type DirectoryEvent =
  | ({ readonly kind: 'pass-completed' } & PassReport)
  | {
      readonly kind: 'pass-failed';
      /** Normally a ContactsError; anything else is a bug. */
      readonly error: unknown;
      /** Milliseconds until the next pass may start. */
      readonly nextPassInMs: number;
      /** Requests to the source that were answered or repeated. */
      readonly requests: number;
      readonly durationMs: number;
    }
  /** Over a fifth of the contacts have gone in one pass. */
  | { readonly kind: 'many-removed'; readonly removed: number; readonly of: number }
  | { readonly kind: 'walk-started'; readonly reason: string }
  /** Every few seconds. */
  | ({ readonly kind: 'walk-progress' } & WalkProgress)
  | ({ readonly kind: 'walk-ended' } & WalkVerdict)
  /** A walk beside the passes broke off. */
  | { readonly kind: 'walk-failed'; readonly error: unknown; readonly nextWalkInMs: number }
  /** A walk that had lost its lease was given up, because another instance published a newer copy. */
  | { readonly kind: 'walk-superseded' }
  | LeaseEvent
  /** Another instance's copy was taken over; `ageMs` as of now. */
  | {
      readonly kind: 'copy-received';
      readonly version: string;
      readonly contacts: number;
      readonly ageMs: number;
    }
  /** The cache fails: from now on this instance goes on alone. */
  | { readonly kind: 'cache-lost'; readonly error: unknown }
  | { readonly kind: 'cache-back' };
