import { compareIds } from '../contact/contact-id.js';
import { type ContactQuery, filterOf } from './contact-query.js';
import { firstIndex } from './first-index.js';
import type { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';
import { SnapshotRun } from './snapshot-run.js';

/** So many contacts are looked at in one step: little enough to keep nobody waiting, and to be held for each caller. */
const STEP = 128;

/**
 * The contacts asked for, in steps: whoever takes them may pause after each, which may have found none. In the end, whether
 * there are more than the limit; that alone may take further steps.
 */
export function* select(
  pages: readonly SnapshotPage[],
  query: ContactQuery,
  platform: SnapshotPlatform,
): Generator<readonly SnapshotRun[], boolean> {
  const filter = filterOf(query);
  let left = query.limit ?? Infinity;
  for (const step of stepsAfter(query.after, pages)) {
    const found = filter ? step.matching(filter, platform) : [step];
    const taken = firstOf(found, left);
    yield taken;
    left -= sizeOf(taken);
    if (sizeOf(found) > sizeOf(taken)) return true;
  }
  return false;
}

/** The contacts with these ids, in steps. @param ids - ascending, each of a contact. */
export function* pick(
  pages: readonly SnapshotPage[],
  ids: readonly string[],
): Generator<readonly SnapshotRun[], undefined> {
  let at = 0;
  for (let start = 0; start < ids.length; start += STEP) {
    const runs: SnapshotRun[] = [];
    for (const id of ids.slice(start, start + STEP)) {
      while (compareIds(pages[at]!.ids.at(-1)!, id) < 0) at += 1;
      const index = pages[at]!.indexOf(id);
      runs.push(new SnapshotRun(pages[at]!, index, index + 1));
    }
    yield runs;
  }
}

function* stepsAfter(after: string | undefined, pages: readonly SnapshotPage[]): Generator<SnapshotRun, undefined> {
  const isAbove = (id: string): boolean => after === undefined || compareIds(id, after) > 0;
  const firstPage = firstIndex(pages.length, (index) => isAbove(pages[index]!.ids.at(-1)!));
  for (const page of pages.slice(firstPage)) {
    const { length } = page.ids;
    const first = firstIndex(length, (index) => isAbove(page.ids[index]!));
    for (let start = first; start < length; start += STEP)
      yield new SnapshotRun(page, start, Math.min(length, start + STEP));
  }
}

function firstOf(runs: readonly SnapshotRun[], limit: number): SnapshotRun[] {
  const taken: SnapshotRun[] = [];
  let left = limit;
  for (const run of runs) {
    if (left === 0) break;
    taken.push(run.size > left ? run.first(left) : run);
    left -= taken.at(-1)!.size;
  }
  return taken;
}

const sizeOf = (runs: readonly SnapshotRun[]): number => runs.reduce((sum, { size }) => sum + size, 0);
