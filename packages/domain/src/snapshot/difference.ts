import { compareIds } from '../contact/contact-id.js';
import type { SnapshotPage } from './snapshot-page.js';

/** How one snapshot differs from an older one. Ids ascending. */
export interface SnapshotDifference {
  /** Ids that are new, or whose contact or former ids differ. */
  readonly changed: readonly string[];
  /** Ids that are no longer there. */
  readonly removed: readonly string[];
}

const STEP = 1024;

/** Compares contact by contact, in steps of many, but looks only into pages that are not in both. */
export function* differenceOf(
  newer: readonly SnapshotPage[],
  older: readonly SnapshotPage[],
): Generator<undefined, SnapshotDifference> {
  const changed: string[] = [];
  const removed: string[] = [];
  const now = placesIn(newer, older);
  const before = placesIn(older, newer);
  let a = now.next().value;
  let b = before.next().value;
  for (let compared = 1; a || b; compared += 1) {
    if (compared % STEP === 0) yield;
    const order = a && b ? compareIds(a.id, b.id) : a ? -1 : 1;
    if (order > 0) removed.push(b!.id);
    else if (order < 0 || !a!.page.holdsSame(a!.index, b!.page, b!.index)) changed.push(a!.id);
    if (order <= 0) a = now.next().value;
    if (order >= 0) b = before.next().value;
  }
  return { changed, removed };
}

interface Place {
  readonly id: string;
  readonly page: SnapshotPage;
  readonly index: number;
}

/** Every id, ascending, with its place, of the pages that the others do not have. */
function* placesIn(pages: readonly SnapshotPage[], others: readonly SnapshotPage[]): Generator<Place, undefined> {
  const shared = new Set(others.map(({ hash }) => hash));
  for (const page of pages) {
    if (shared.has(page.hash)) continue;
    for (const [index, id] of page.ids.entries()) yield { id, page, index };
  }
}
