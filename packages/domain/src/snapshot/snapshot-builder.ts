import { compareIds } from '../contact/contact-id.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { applyChanges } from './apply-changes.js';
import { AscendingRun } from './ascending-run.js';
import { ContactSnapshot } from './contact-snapshot.js';
import { firstIndex } from './first-index.js';
import { PageCutter } from './page-cutter.js';
import { pagesByHash, type SnapshotPage } from './snapshot-page.js';
import { toItsEnd } from './to-its-end.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** A source that is read from more places at once than these has no order worth the name. */
const MOST_RUNS = 128;

/**
 * Builds a snapshot from records as they come. A source may be read from several places at once: of records that ascend from
 * each of them, no more than a page is held as objects. Whatever is in no such order waits as an object for the end.
 */
export class SnapshotBuilder {
  readonly #known: ReadonlyMap<string, SnapshotPage>;
  readonly #platform: SnapshotPlatform;
  /** In the order of their ids; none begins within another. */
  readonly #runs: AscendingRun[] = [];
  /** The index of the run that was added to last. */
  #current = -1;
  readonly #outOfOrder = new Map<string, ContactRecord>();

  /** @param known - a snapshot whose pages are used again where they are equal. */
  constructor(platform: SnapshotPlatform, known?: ContactSnapshot) {
    this.#known = pagesByHash(known?.pages ?? []);
    this.#platform = platform;
  }

  /** Of records with the same id the later one holds. */
  add(record: ContactRecord): void {
    const { id } = record.contact;
    const run = this.#isNext(id) ? this.#runs[this.#current] : this.#runFor(id);
    if (run) run.add(record);
    else this.#outOfOrder.set(id, record);
  }

  /** Once, at the end. */
  snapshot(): ContactSnapshot {
    const cutter = new PageCutter(this.#known, this.#platform);
    for (const run of this.#runs) run.joinTo(cutter);
    cutter.close();
    const pages = toItsEnd(applyChanges(cutter.pages, this.#outOfOrder, this.#known, this.#platform));
    return new ContactSnapshot(pages, this.#platform);
  }

  /** Whether the run that was added to last goes on with this id. */
  #isNext(id: string): boolean {
    const [run, next] = [this.#runs[this.#current], this.#runs[this.#current + 1]];
    return run !== undefined && compareIds(id, run.last) > 0 && (!next || compareIds(id, next.first) < 0);
  }

  /** The run that this id continues, which may have to be made; undefined when there is none. */
  #runFor(id: string): AscendingRun | undefined {
    const isFull = this.#runs.length >= MOST_RUNS;
    this.#current = firstIndex(this.#runs.length, (index) => compareIds(this.#runs[index]!.first, id) > 0) - 1;
    const run = this.#runs[this.#current];
    if (run && compareIds(id, run.last) > 0) return run;
    if (isFull || run?.has(id)) return undefined;
    // The run had been thought to go on where another place of the source was read.
    if (run) this.#runs.splice(this.#current, 1, ...run.parted(id));
    else this.#runs.splice((this.#current = 0), 0, new AscendingRun(this.#known, this.#platform));
    return this.#runs[this.#current];
  }
}
