import type { Contact } from './contact.js';
import type { ContactSnapshot } from './contact-snapshot.js';
import { SourceAnswerInvalid } from './errors.js';
import type { ContactPage } from './ports.js';

/** How far a walk has come. */
export interface WalkProgress {
  readonly pages: number;
  /** Distinct ids read so far. */
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
  onPage: (progress: WalkProgress) => void,
): Promise<Iterable<Contact>> {
  const found = new Map<string, Contact>();
  const skippedIds = new Set<string>();
  let pages = 0;
  let skipped = 0;
  for await (const page of walk) {
    for (const contact of page.contacts) found.set(contact.id, contact);
    for (const id of page.skipped) if (id !== undefined) skippedIds.add(id);
    pages += 1;
    skipped += page.skipped.length;
    onPage({ pages, contacts: found.size, skipped });
  }
  if (skipped > 0 && found.size === 0) throw new SourceAnswerInvalid('none of its records is a contact');
  for (const id of skippedIds) {
    const lastKnown = found.has(id) ? undefined : known?.get(id);
    if (lastKnown) found.set(id, lastKnown);
  }
  return found.values();
}
