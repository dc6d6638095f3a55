import { compareIds } from '../contact/contact-id.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { applyChanges } from './apply-changes.js';
import { ContactSnapshot } from './contact-snapshot.js';
import { PageCutter } from './page-cutter.js';
import type { SnapshotPage } from './snapshot-page.js';
import { toItsEnd } from './to-its-end.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/**
 * Builds a snapshot from records as they come, page by page: of those in the order of their ids, no more than a page is held
 * as objects. Whatever comes out of order waits as an object for the end.
 */
export class SnapshotBuilder {
  readonly #known: readonly SnapshotPage[];
  readonly #platform: SnapshotPlatform;
  readonly #cutter: PageCutter;
  readonly #outOfOrder = new Map<string, ContactRecord>();
  #highest: string | undefined;

  /** @param known - a snapshot whose pages are used again where they are equal. */
  constructor(platform: SnapshotPlatform, known?: ContactSnapshot) {
    this.#known = known?.pages ?? [];
    this.#platform = platform;
    this.#cutter = new PageCutter(this.#known, platform);
  }

  /** Of records with the same id the later one holds. */
  add(record: ContactRecord): void {
    const { id } = record.contact;
    if (this.#highest !== undefined && compareIds(id, this.#highest) <= 0) {
      this.#outOfOrder.set(id, record);
      return;
    }
    this.#cutter.add(record);
    this.#highest = id;
  }

  /** Once, at the end. */
  snapshot(): ContactSnapshot {
    this.#cutter.close();
    const inOrder = this.#cutter.pages;
    const pages = toItsEnd(applyChanges(inOrder, this.#outOfOrder, this.#known, this.#platform));
    return new ContactSnapshot(pages, this.#platform);
  }
}
