import { applyStates } from './apply-states.js';
import { type Copy, isNewer } from './copy.js';
import type { ContactSourcePort } from '../ports.js';
import { hashesOf, type SeenHead, type SharedCopy } from './shared-copy.js';

/**
 * Makes what a walk has found the fleet's copy, also when another instance has published while it ran.
 *
 * @param seen - the head before the walk.
 * @param onProgress - called now and then.
 * @returns the copy to serve: what was found, or together with what the other has found, or the other's if that is newer.
 * @throws what `source.read` throws.
 */
export async function publish(
  found: Copy,
  seen: SeenHead,
  shared: SharedCopy,
  source: ContactSourcePort,
  onProgress: () => void,
): Promise<Copy> {
  let copy = found;
  let expected = seen;
  while (!(await shared.publish(copy, expected, onProgress))) {
    expected = await shared.look();
    if (expected.head) await shared.leave(hashesOf(copy.snapshot.pages), expected.head.pages);
    const theirs = expected.head && (await shared.load(expected.head, copy.snapshot));
    // Theirs began after ours, and is complete: all that ours has, it has from later.
    if (expected.head && isNewer(expected.head, copy)) return theirs ?? copy;
    if (theirs) copy = await reconciled(copy, theirs, source);
  }
  return copy;
}

/** Each of two walks that ran at the same time may have read a contact later than the other: where they differ, the source decides. */
async function reconciled(ours: Copy, theirs: Copy, source: ContactSourcePort): Promise<Copy> {
  const { changed, removed } = ours.snapshot.differenceFrom(theirs.snapshot);
  const states = await source.read([...changed, ...removed]);
  const snapshot = applyStates(ours.snapshot, states, theirs.snapshot);
  const same = [ours, theirs].find((copy) => copy.snapshot.version === snapshot.version);
  return { ...ours, snapshot: same?.snapshot ?? snapshot, publishedAt: same?.publishedAt ?? ours.publishedAt };
}
