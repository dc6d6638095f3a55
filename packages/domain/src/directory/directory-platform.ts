import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';
import type { WalkProgress } from './read-walk.js';

/** What the platform lends to the directory, which owns neither clock nor timer. */
export interface DirectoryPlatform extends SnapshotPlatform {
  /** Milliseconds since the Unix epoch; should not jump when the machine's clock is set. */
  readonly now: () => number;
  /** Called for each caller that has to wait: resolves when it has waited long enough; must not reject. */
  readonly waitLimit: () => Promise<unknown>;
  /** Told of every pass that ended; it must not throw. */
  readonly observe?: (event: DirectoryEvent) => void;
}

/** How a pass ended. `durationMs` is that of the whole pass. */
export type DirectoryEvent =
  | ({ readonly kind: 'pass-completed'; readonly version: string; readonly durationMs: number } & WalkProgress)
  | ({
      readonly kind: 'pass-failed';
      /** Normally a ContactsError; anything else is a bug. */
      readonly error: unknown;
      /** Milliseconds until the next pass may start. */
      readonly nextPassInMs: number;
      readonly durationMs: number;
    } & WalkProgress);
