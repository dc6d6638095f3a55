import type { SnapshotTools } from './contact-snapshot.js';
import type { WalkProgress } from './gather.js';

/** What the platform lends to the directory, which owns neither clock nor timer. */
export interface DirectoryTools extends SnapshotTools {
  /** Milliseconds since the Unix epoch; should not jump when the machine's clock is set. */
  readonly now: () => number;
  /** Resolves when a caller has waited long enough for a first copy; it must not reject. */
  readonly patience: () => Promise<unknown>;
  /** Told of every pass that ended; it must not throw. */
  readonly observe?: (event: DirectoryEvent) => void;
}

export type DirectoryEvent =
  | ({ readonly kind: 'pass-completed'; readonly version: string; readonly durationMs: number } & WalkProgress)
  | ({
      readonly kind: 'pass-failed';
      /** Normally a ContactsError; anything else is a bug. */
      readonly error: unknown;
      readonly nextPassInMs: number;
      readonly durationMs: number;
    } & WalkProgress);
