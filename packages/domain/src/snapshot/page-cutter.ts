import { compareIds } from '../contact/contact-id.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { firstIndex } from './first-index.js';
import { OpenPage } from './open-page.js';
import { beginsPage, FULL_PAGE } from './page-boundary.js';
import type { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** Cuts ascending records into pages; a page that is already known is used again. */
export class PageCutter {
  readonly pages: SnapshotPage[] = [];
  readonly #platform: SnapshotPlatform;
  readonly #known: ReadonlyMap<string, SnapshotPage>;
  #open: OpenPage;

  /** @param known - by their hashes. */
  constructor(known: ReadonlyMap<string, SnapshotPage>, platform: SnapshotPlatform) {
    this.#platform = platform;
    this.#open = new OpenPage(platform);
    this.#known = known;
  }

  /** Whether the page of the id, were it the next, would begin with it. */
  cutsBefore(id: string): boolean {
    return this.#open.size === 0 || this.#open.size === FULL_PAGE || beginsPage(id);
  }

  /** @param record - its id must be above all that came before. */
  add(record: ContactRecord): void {
    if (this.cutsBefore(record.contact.id)) this.close();
    this.#open.add(record);
  }

  /** Contacts of another page, from one index up to another, exclusive; their ids must be above all that came before. */
  addRun(page: SnapshotPage, start: number, end: number): void {
    for (let from = start; from < end;) {
      if (this.cutsBefore(page.ids[from]!)) this.close();
      // Only the first of a page can begin one.
      const to = Math.min(end, from + FULL_PAGE - this.#open.size);
      this.#open.addRun(page, from, to);
      from = to;
    }
  }

  /** Adds a whole page as it is. Only for one that would be cut just so. */
  reuse(page: SnapshotPage): void {
    this.close();
    this.pages.push(page);
  }

  /**
   * Adds contacts that were gathered elsewhere, and now belong to neither any more.
   *
   * @param head - those before the first id at which a page begins.
   * @param rest - those from there on.
   */
  join(head: OpenPage, rest: PageCutter | undefined): void {
    if (this.#open.size + head.size <= FULL_PAGE) this.#open.append(head);
    else {
      const page = head.finished();
      this.addRun(page, 0, page.ids.length);
    }
    if (!rest) return;
    this.close();
    for (const page of rest.pages) this.pages.push(page);
    this.#open = rest.#open;
  }

  has(id: string): boolean {
    const index = firstIndex(this.pages.length, (at) => compareIds(this.pages[at]!.ids.at(-1)!, id) >= 0);
    const page = this.pages[index];
    return page ? page.indexOf(id) !== -1 : this.#open.has(id);
  }

  close(): void {
    if (this.#open.size === 0) return;
    const page = this.#open.finished();
    this.pages.push(this.#known.get(page.hash) ?? page);
    this.#open = new OpenPage(this.#platform);
  }
}
