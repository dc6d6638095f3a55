import type { SourceObserver } from '../ports.js';
import type { SnapshotDifference } from '../snapshot/difference.js';
import { type Copy, isNewer } from './copy.js';
import type { Fleet } from './fleet.js';
import { inTurns } from './in-turns.js';
import { reread } from './reread.js';
import { hashesOf, type SeenHead } from './shared-copy.js';

/** A copy as it was published, and how it differs from the one before. */
export interface Publication {
  readonly copy: Copy;
  readonly difference: SnapshotDifference;
}

/**
 * Makes what a pass has found the fleet's copy, also when another instance has published while it ran.
 *
 * @param found - its deltas are not known yet.
 * @param before - the copy that it takes the place of.
 * @param seen - the head before the pass.
 * @returns what was found, or together with what the other has found; undefined when the other's is newer.
 * @throws what `source.read` throws.
 */
export async function publish(
  found: Omit<Copy, 'deltas'>,
  before: Copy | undefined,
  seen: SeenHead,
  fleet: Fleet,
  observer: SourceObserver,
): Promise<Publication | undefined> {
  const { shared } = fleet;
  let next = await successor(found, before, fleet);
  let expected = seen;
  while (!(await shared.publish(next.copy, expected, fleet.onProgress))) {
    expected = await shared.look();
    if (!expected.head) continue;
    await shared.leave(hashesOf(next.copy.snapshot.pages), expected.head.pages);
    // Theirs began after ours, and is complete: all that ours has, it has from later.
    if (isNewer(expected.head, next.copy)) return undefined;
    const theirs = await shared.load(expected.head, next.copy.snapshot);
    if (theirs) next = await successor(await reconciled(next.copy, theirs, fleet, observer), theirs, fleet);
  }
  return next;
}

/** An unchanged copy keeps its snapshot, its date and its deltas: only its age starts anew. */
async function successor(
  found: Omit<Copy, 'deltas'>,
  before: Copy | undefined,
  { deltas: chain, platform }: Fleet,
): Promise<Publication> {
  const { version } = found.snapshot;
  const steps = before && found.snapshot.stepsFrom(before.snapshot);
  const difference = steps ? await inTurns(steps, platform) : { changed: [], removed: [] };
  if (before?.snapshot.version === version) {
    const { snapshot, publishedAt, deltas } = before;
    return { copy: { ...found, snapshot, publishedAt, deltas }, difference };
  }
  const ids = [...difference.changed, ...difference.removed];
  return { copy: { ...found, deltas: await chain.extended(before?.deltas ?? [], version, ids) }, difference };
}

/** Each of two passes that ran at the same time may have read a contact later than the other: where they differ, the source decides. */
async function reconciled(ours: Copy, theirs: Copy, fleet: Fleet, observer: SourceObserver): Promise<Copy> {
  const { changed, removed } = await inTurns(ours.snapshot.stepsFrom(theirs.snapshot), fleet.platform);
  const { snapshot } = await reread(ours.snapshot, [...changed, ...removed], theirs.snapshot, fleet, observer);
  return { ...ours, snapshot, walkedAt: Math.max(ours.walkedAt, theirs.walkedAt) };
}
