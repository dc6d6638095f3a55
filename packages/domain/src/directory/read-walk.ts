import { SourceAnswerInvalid } from '../errors.js';
import type { ContactPage } from '../ports.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import { SnapshotBuilder } from '../snapshot/snapshot-builder.js';
import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';

/** How far a walk has come. */
export interface WalkProgress {
  readonly pages: number;
  /** Contacts read so far; in the end distinct ones. */
  readonly contacts: number;
  /** Records that were no contacts. */
  readonly skipped: number;
}

/**
 * Reads a walk to its end. A contact whose record is no longer readable keeps its last known state
 * from `known`.
 *
 * @throws SourceAnswerInvalid when the walk found records and not one contact; and whatever the walk throws.
 */
export async function readWalk(
  walk: AsyncIterable<ContactPage>,
  known: ContactSnapshot | undefined,
  platform: SnapshotPlatform,
  onProgress: (progress: WalkProgress) => void,
): Promise<ContactSnapshot> {
  const builder = new SnapshotBuilder(platform, known);
  const skippedIds = new Set<string>();
  let [pages, contacts, skipped] = [0, 0, 0];
  for await (const page of walk) {
    for (const record of page.records) builder.add(record);
    for (const id of page.skipped) if (id !== undefined) skippedIds.add(id);
    pages += 1;
    contacts += page.records.length;
    skipped += page.skipped.length;
    onProgress({ pages, contacts, skipped });
  }
  if (skipped > 0 && contacts === 0) throw new SourceAnswerInvalid('none of its records is a contact');
  const found = builder.snapshot();
  onProgress({ pages, contacts: found.size, skipped });
  const kept = [...skippedIds].flatMap((id) => (found.record(id) ? [] : (known?.record(id) ?? [])));
  return kept.length === 0 ? found : found.with(kept);
}
