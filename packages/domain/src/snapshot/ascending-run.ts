import { compareIds } from '../contact/contact-id.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { firstIndex } from './first-index.js';
import { OpenPage } from './open-page.js';
import { beginsPage } from './page-boundary.js';
import { PageCutter } from './page-cutter.js';
import type { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** Records that ascend, from anywhere in the order of the ids: in pages already, as far as these are certain. */
export class AscendingRun {
  readonly #known: ReadonlyMap<string, SnapshotPage>;
  readonly #platform: SnapshotPlatform;
  /** What comes before the first id that begins a page in any case: it belongs to a page that begins below the run. */
  readonly #head: OpenPage;
  #rest: PageCutter | undefined;
  #first: string | undefined;
  #last: string | undefined;

  constructor(known: ReadonlyMap<string, SnapshotPage>, platform: SnapshotPlatform) {
    this.#known = known;
    this.#platform = platform;
    this.#head = new OpenPage(platform);
  }

  /** Not to be asked for before there is a record; nor `last`. */
  get first(): string {
    return this.#first!;
  }

  get last(): string {
    return this.#last!;
  }

  /** @param record - its id must be above all that came before. */
  add(record: ContactRecord): void {
    const { id } = record.contact;
    this.#first ??= id;
    this.#last = id;
    if (!this.#rest && beginsPage(id)) this.#rest = new PageCutter(this.#known, this.#platform);
    (this.#rest ?? this.#head).add(record);
  }

  has(id: string): boolean {
    return this.#head.has(id) || (this.#rest?.has(id) ?? false);
  }

  /** The run as two: what is below an id that it does not have, and what is above. It must not be used any more. */
  parted(id: string): readonly [AscendingRun, AscendingRun] {
    const pages = this.#finishedPages();
    // The last that begins below: whether that one is whole, nobody knows any more.
    const at = firstIndex(pages.length, (index) => compareIds(pages[index]!.ids[0]!, id) > 0) - 1;
    const records = pages[at]!.records(this.#platform);
    const above = firstIndex(records.length, (index) => compareIds(records[index]!.contact.id, id) > 0);
    return [
      this.#runOf(pages.slice(0, at), records.slice(0, above)),
      this.#runOf([], records.slice(above), pages.slice(at + 1)),
    ];
  }

  /** Adds all that it has to pages of what is below. It must not be used any more. */
  joinTo(cutter: PageCutter): void {
    cutter.join(this.#head, this.#rest);
  }

  #finishedPages(): readonly SnapshotPage[] {
    this.#rest?.close();
    return [...(this.#head.size > 0 ? [this.#head.finished()] : []), ...(this.#rest?.pages ?? [])];
  }

  #runOf(below: readonly SnapshotPage[], records: readonly ContactRecord[], above: readonly SnapshotPage[] = []) {
    const run = new AscendingRun(this.#known, this.#platform);
    for (const page of below) run.#addPage(page);
    for (const record of records) run.add(record);
    for (const page of above.slice(0, -1)) run.#addPage(page);
    // Nobody knows whether the last one is whole.
    for (const record of above.at(-1)?.records(this.#platform) ?? []) run.add(record);
    return run;
  }

  #addPage(page: SnapshotPage): void {
    if (this.#rest || beginsPage(page.ids[0]!)) {
      this.#rest ??= new PageCutter(this.#known, this.#platform);
      this.#rest.reuse(page);
      this.#first ??= page.ids[0];
      this.#last = page.ids.at(-1);
    } else for (const record of page.records(this.#platform)) this.add(record);
  }
}
