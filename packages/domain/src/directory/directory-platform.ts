import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';
import type { WalkProgress } from './walk-progress.js';

/** What the platform lends to the directory, which owns neither clock nor timer. */
export interface DirectoryPlatform extends SnapshotPlatform {
  /** Milliseconds since the Unix epoch; should not jump when the machine's clock is set. */
  readonly now: () => number;
  /** Called for each caller that has to wait: resolves when it has waited long enough; must not reject. */
  readonly waitLimit: () => Promise<unknown>;
  /** Resolves after so many milliseconds; must not reject. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** A text that nobody else has. */
  readonly randomId: () => string;
  /** Told of what happens; it must not throw. */
  readonly observe?: (event: DirectoryEvent) => void;
}

/** `durationMs` is that of the walk. */
export type DirectoryEvent =
  | ({ readonly kind: 'pass-completed'; readonly version: string; readonly durationMs: number } & WalkProgress)
  | ({
      readonly kind: 'pass-failed';
      /** Normally a ContactsError; anything else is a bug. */
      readonly error: unknown;
      /** Milliseconds until the next walk may start. */
      readonly nextPassInMs: number;
      readonly durationMs: number;
    } & WalkProgress)
  /** A walk that had lost its lease was given up, because another instance published a newer copy. */
  | ({ readonly kind: 'walk-superseded'; readonly durationMs: number } & WalkProgress)
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
