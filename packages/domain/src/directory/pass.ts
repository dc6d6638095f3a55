import type { Confirmation, Copy } from '../fleet/copy.js';
import type { Fleet } from '../fleet/fleet.js';
import { publish } from '../fleet/publish.js';
import { reread } from '../fleet/reread.js';
import type { SeenHead } from '../fleet/shared-copy.js';
import type { SourceChanges } from '../ports.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { PassKind } from './pass-report.js';
import type { SourceEffort } from './source-effort.js';

/** So much gone at once is said loudly: it may be right, and it may be a mistake at the source. */
const MANY = 0.2;

/** What a pass starts from, and what it is told to look at. */
export interface PassPlan {
  readonly kind: PassKind;
  readonly snapshot: ContactSnapshot;
  /** Unix time in milliseconds at which the last walk in the snapshot began. */
  readonly walkedAt: number;
  readonly names: SourceChanges;
  /** Ids to be read beside those named. */
  readonly doubtful: readonly string[];
  /** The head of which our copy is. */
  readonly seen: SeenHead;
  /** Unix time in milliseconds. */
  readonly startedAt: number;
  readonly effort: SourceEffort;
}

/**
 * Reads what is named, and makes the outcome the copy. Answers whether it did: not when another instance has a newer one.
 *
 * @throws what `source.read` throws.
 */
export async function pass(
  { kind, snapshot, walkedAt, names, doubtful, seen, startedAt, effort }: PassPlan,
  state: CopyState,
  fleet: Fleet,
  platform: DirectoryPlatform,
): Promise<boolean> {
  const before = state.copy;
  const gone = names.perhapsGone.filter((id) => snapshot.has(id));
  const ids = [...new Set([...names.changed, ...gone, ...doubtful])];
  const { snapshot: found, reads } = await reread(snapshot, ids, before?.snapshot ?? snapshot, fleet, effort);
  const now = platform.now();
  const copy = { snapshot: found, publishedAt: now, ...confirmation(names, before, now), receivedAt: now, walkedAt };
  // Who has nothing to serve does not wait until all of it is stored.
  const first = before ? undefined : { ...copy, deltas: [] };
  if (first) state.have(first);
  const publication = await publish(copy, before, seen, fleet, effort);
  if (!publication) return false;
  const { copy: published, difference } = publication;
  // Another instance's may have been received meanwhile.
  if (state.copy === before || state.copy === first || state.isNews(published)) state.have(published);
  const { version, size } = published.snapshot;
  const removed = difference.removed.length;
  platform.observe?.({
    kind: 'pass-completed',
    pass: kind,
    names: names.changed.length + gone.length,
    reads,
    changed: difference.changed.length,
    removed,
    requests: effort.requests,
    durationMs: platform.now() - startedAt,
    version,
    contacts: size,
  });
  if (before && removed > MANY * before.snapshot.size)
    platform.observe?.({ kind: 'many-removed', removed, of: before.snapshot.size });
  return true;
}

/** What is read now is newer than what was there, also where the source has set its clock back, or where another instance's is ahead. */
function confirmation({ checkpoint }: SourceChanges, before: Copy | undefined, now: number): Confirmation {
  if (!before || checkpoint > before.checkpoint) return { checkpoint, confirmedAt: now };
  return { checkpoint: before.checkpoint, confirmedAt: Math.max(now, before.confirmedAt + 1) };
}
