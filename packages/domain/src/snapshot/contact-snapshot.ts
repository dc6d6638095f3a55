import type { Contact } from '../contact/contact.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { compareIds } from '../contact/contact-id.js';
import { applyChanges } from './apply-changes.js';
import type { ContactQuery } from './contact-query.js';
import { firstIndex } from './first-index.js';
import { differenceOf, type SnapshotDifference } from './difference.js';
import { pick, select } from './select.js';
import { pagesByHash, type SnapshotPage } from './snapshot-page.js';
import { toItsEnd } from './to-its-end.js';
import type { SnapshotPlatform } from './snapshot-platform.js';
import type { SnapshotRun } from './snapshot-run.js';

/**
 * All contacts at one moment, immutable, in the order of their ids, in pages that are a pure function of the contacts: the
 * same contacts have the same pages and the same version everywhere, and what changes shares every other page.
 */
export class ContactSnapshot {
  readonly pages: readonly SnapshotPage[];
  /** The number of contacts. */
  readonly size: number;
  /** The digest of the pages' hashes. */
  readonly version: string;
  readonly #platform: SnapshotPlatform;

  /** @param pages - as the cutter made them. */
  constructor(pages: readonly SnapshotPage[], platform: SnapshotPlatform) {
    this.pages = pages;
    this.size = pages.reduce((size, { ids }) => size + ids.length, 0);
    this.version = platform.digest(platform.encode(pages.map(({ hash }) => hash).join('\n')));
    this.#platform = platform;
  }

  /** The contact with this id, or the one it was merged into, whose id then differs; undefined when there is neither. */
  get(id: string): Contact | undefined {
    return (this.record(id) ?? this.record(this.#survivorOf(id)))?.contact;
  }

  /** Whether there is a contact with just this id. */
  has(id: string): boolean {
    return (this.#pageOf(id)?.indexOf(id) ?? -1) !== -1;
  }

  /** The contact with just this id, and its former ids; else undefined. */
  record(id: string | undefined): ContactRecord | undefined {
    if (id === undefined) return undefined;
    const page = this.#pageOf(id);
    const index = page?.indexOf(id) ?? -1;
    return index === -1 ? undefined : page!.record(index, this.#platform);
  }

  /** Every contact, made page by page as they are asked for. */
  *[Symbol.iterator](): Generator<Contact, undefined> {
    for (const page of this.pages) for (const { contact } of page.records(this.#platform)) yield contact;
  }

  /**
   * The contacts asked for, in the order of their ids, in steps: whoever takes them may pause after each, which may have
   * found none. In the end, whether there are more than the limit; that alone may take further steps.
   */
  select(query: ContactQuery): Generator<readonly SnapshotRun[], boolean> {
    return select(this.pages, query, this.#platform);
  }

  /** The contacts with these ids, in steps as of `select`. @param ids - ascending, each of a contact. */
  pick(ids: readonly string[]): Generator<readonly SnapshotRun[], undefined> {
    return pick(this.pages, ids);
  }

  /** The snapshot after records have come, or taken the place of those with their ids, and ids have gone. */
  with(records: Iterable<ContactRecord>, removed: Iterable<string> = []): ContactSnapshot {
    return toItsEnd(this.stepsWith(records, removed));
  }

  /** The same in steps, for changes that are many: the caller may pause after each. */
  *stepsWith(records: Iterable<ContactRecord>, removed: Iterable<string>): Generator<undefined, ContactSnapshot> {
    const changes = new Map<string, ContactRecord | undefined>();
    for (const id of removed) changes.set(id, undefined);
    for (const record of records) changes.set(record.contact.id, record);
    const pages = yield* applyChanges(this.pages, changes, pagesByHash(this.pages), this.#platform);
    return new ContactSnapshot(pages, this.#platform);
  }

  differenceFrom(older: ContactSnapshot): SnapshotDifference {
    return toItsEnd(this.stepsFrom(older));
  }

  /** The same in steps. */
  stepsFrom(older: ContactSnapshot): Generator<undefined, SnapshotDifference> {
    return differenceOf(this.pages, older.pages);
  }

  /** The page that the id belongs into, if there is one. */
  #pageOf(id: string): SnapshotPage | undefined {
    return this.pages[firstIndex(this.pages.length, (index) => compareIds(this.pages[index]!.ids.at(-1)!, id) >= 0)];
  }

  #survivorOf(id: string): string | undefined {
    return this.pages.find(({ survivors }) => survivors.has(id))?.survivors.get(id);
  }
}
