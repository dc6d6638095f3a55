import { compareIds } from '../contact/contact-id.js';
import { firstIndex } from './first-index.js';
import type { SnapshotPage } from './snapshot-page.js';

/** Contacts that follow one another, as they are in their pages. */
export interface SnapshotSlice {
  /** The contacts as JSON in UTF-8, separated by commas, without brackets: a comma belongs between two parts. */
  readonly json: readonly Uint8Array[];
  /** The id of the last contact; undefined when there is none. */
  readonly lastId: string | undefined;
  /** Whether there are contacts after the last. */
  readonly hasMore: boolean;
}

/**
 * The contacts whose ids are above `after`, which need not be one of them; undefined begins at the beginning.
 *
 * @param limit - how many at most; from 1.
 */
export function sliceOf(pages: readonly SnapshotPage[], after: string | undefined, limit: number): SnapshotSlice {
  const isAbove = (id: string): boolean => after === undefined || compareIds(id, after) > 0;
  const json: Uint8Array[] = [];
  let lastId: string | undefined;
  let left = limit;
  let next = firstIndex(pages.length, (index) => isAbove(pages[index]!.ids.at(-1)!));
  for (; left > 0 && next < pages.length; next += 1) {
    const page = pages[next]!;
    const start = firstIndex(page.ids.length, (index) => isAbove(page.ids[index]!));
    const end = Math.min(page.ids.length, start + left);
    json.push(page.jsonOf(start, end));
    lastId = page.ids[end - 1];
    left -= end - start;
  }
  const hasMore = lastId !== undefined && lastId !== pages.at(-1)!.ids.at(-1);
  return { json, lastId, hasMore };
}
