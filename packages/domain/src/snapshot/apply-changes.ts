import { compareIds } from '../contact/contact-id.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { firstIndex } from './first-index.js';
import { FULL_PAGE } from './page-boundary.js';
import { PageCutter } from './page-cutter.js';
import type { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** What becomes of some ids: a record that takes the place of what was there, or undefined for none. */
export type Changes = ReadonlyMap<string, ContactRecord | undefined>;

/**
 * The pages after the changes, page by page. Those that no change touches are the same objects.
 *
 * @param known - pages, by their hashes, that are used again where an equal one arises.
 */
export function* applyChanges(
  pages: readonly SnapshotPage[],
  changes: Changes,
  known: ReadonlyMap<string, SnapshotPage>,
  platform: SnapshotPlatform,
): Generator<undefined, readonly SnapshotPage[]> {
  const cutter = new PageCutter(known, platform);
  const ids = [...changes.keys()].sort(compareIds);
  let next = 0;
  /** The changed ids below `end` that were not taken yet. */
  const takeBelow = (end: string | undefined): string[] => {
    const first = next;
    next = end === undefined ? ids.length : firstIndex(ids.length, (index) => compareIds(ids[index]!, end) >= 0);
    return ids.slice(first, next);
  };
  for (const [index, page] of pages.entries()) {
    const following = pages[index + 1]?.ids[0];
    const touching = takeBelow(following);
    // What followed on this page's end may go; unless the page is full, the rest then moves up into it.
    const losesNeighbour = following !== undefined && changes.has(following) && !changes.get(following);
    const keepsItsEnd = !losesNeighbour || page.ids.length === FULL_PAGE;
    if (touching.length === 0 && keepsItsEnd && cutter.cutsBefore(page.ids[0]!)) cutter.reuse(page);
    else {
      addChanged(page, touching, changes, cutter);
      yield;
    }
  }
  // Only when there was no page to begin with.
  for (const id of takeBelow(undefined)) addNew(id, changes, cutter);
  cutter.close();
  return cutter.pages;
}

/** @param ids - those of the changes that belong into this page, ascending. */
function addChanged(page: SnapshotPage, ids: readonly string[], changes: Changes, cutter: PageCutter): void {
  let next = 0;
  for (const id of ids) {
    const index = page.firstAtOrAbove(id);
    cutter.addRun(page, next, index);
    addNew(id, changes, cutter);
    next = page.ids[index] === id ? index + 1 : index;
  }
  cutter.addRun(page, next, page.ids.length);
}

function addNew(id: string, changes: Changes, cutter: PageCutter): void {
  const record = changes.get(id);
  if (record) cutter.add(record);
}
