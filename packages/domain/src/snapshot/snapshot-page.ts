import type { Contact } from '../contact/contact.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { compareIds } from '../contact/contact-id.js';
import { firstIndex } from './first-index.js';
import { LINE_BREAK, partsOf } from './page-bytes.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

const NONE: readonly string[] = [];
/** `,{"i`: only a contact begins so. Within a text the quotation mark would be escaped, and an issue begins `{"c`. */
const CONTACT_BEGINS = [0x2c, 0x7b, 0x22, 0x69] as const;

/** A run of contacts, immutable: their ids, their bytes made once, and a hash of the bytes. No contact objects. */
export class SnapshotPage {
  /** Ascending, never empty. */
  readonly ids: readonly string[];
  /** All that the hash covers: `json`, and after a line break the former ids, if there are any. */
  readonly bytes: Uint8Array;
  /** The contacts as JSON in UTF-8, separated by commas, without brackets. */
  readonly json: Uint8Array;
  /** The digest of `bytes`: pages with the same hash are the same. */
  readonly hash: string;
  /** The contacts of this page by the ids that they took over in merges. */
  readonly survivors: ReadonlyMap<string, string>;
  readonly #formerIds: ReadonlyMap<string, readonly string[]>;
  #foundStarts: Uint32Array | undefined;

  /**
   * @param ids - ascending, at least one.
   * @param mergers - each id that took over others, followed by those.
   */
  constructor(ids: readonly string[], mergers: readonly (readonly string[])[], bytes: Uint8Array, hash: string) {
    this.ids = ids;
    this.bytes = bytes;
    this.json = partsOf(bytes).contacts;
    this.hash = hash;
    this.#formerIds = new Map(mergers.map(([id, ...formerIds]) => [id!, formerIds]));
    // Backwards, so that of several survivors the lowest holds, as between pages.
    const inverted = mergers
      .toReversed()
      .flatMap(([id, ...formerIds]) => formerIds.map((former) => [former, id!] as const));
    this.survivors = new Map(inverted);
  }

  /** -1 when the id is not in this page. */
  indexOf(id: string): number {
    const index = this.firstAtOrAbove(id);
    return this.ids[index] === id ? index : -1;
  }

  /** The index of the first id that is not below this one; the number of ids when there is none. */
  firstAtOrAbove(id: string): number {
    return firstIndex(this.ids.length, (at) => compareIds(this.ids[at]!, id) >= 0);
  }

  /** The JSON of the contacts from one index up to another, exclusive; `start` must be below `end`. */
  jsonOf(start: number, end: number): Uint8Array {
    if (start === 0 && end === this.ids.length) return this.json;
    return this.json.subarray(this.#starts[start], this.#endOf(end - 1));
  }

  /**
   * The same contacts, each ended by a line break instead of a comma between two.
   *
   * @param lines - one byte more than the JSON.
   */
  writeLines(start: number, end: number, lines: Uint8Array): void {
    const json = this.jsonOf(start, end);
    lines.set(json);
    for (let next = start + 1; next < end; next += 1)
      lines[this.#starts[next]! - this.#starts[start]! - 1] = LINE_BREAK;
    lines[json.length] = LINE_BREAK;
  }

  record(index: number, { decode }: SnapshotPlatform): ContactRecord {
    const contact = JSON.parse(decode(this.jsonOf(index, index + 1))) as Contact;
    return { contact, formerIds: this.formerIdsOf(contact.id) };
  }

  records({ decode }: SnapshotPlatform): ContactRecord[] {
    const contacts = JSON.parse(`[${decode(this.json)}]`) as Contact[];
    return contacts.map((contact) => ({ contact, formerIds: this.formerIdsOf(contact.id) }));
  }

  /** Whether the contact at `index` is the same as that at `otherIndex` of the other page, former ids included. */
  holdsSame(index: number, other: SnapshotPage, otherIndex: number): boolean {
    const start = this.#starts[index]!;
    const length = this.#endOf(index) - start;
    const otherStart = other.#starts[otherIndex]!;
    if (other.#endOf(otherIndex) - otherStart !== length) return false;
    for (let at = 0; at < length; at += 1) if (this.json[start + at] !== other.json[otherStart + at]) return false;
    return areSame(this.formerIdsOf(this.ids[index]!), other.formerIdsOf(other.ids[otherIndex]!));
  }

  /** The ids that a contact of this page has taken over, in their order; empty for most. */
  formerIdsOf(id: string): readonly string[] {
    return this.#formerIds.get(id) ?? NONE;
  }

  /** Where in `json` each contact begins; found when somebody asks for a part. */
  get #starts(): Uint32Array {
    return (this.#foundStarts ??= contactStarts(this.json, this.ids.length));
  }

  /** Where in `json` a contact ends, exclusive. */
  #endOf(index: number): number {
    return index + 1 < this.ids.length ? this.#starts[index + 1]! - 1 : this.json.length;
  }
}

export const pagesByHash = (pages: readonly SnapshotPage[]): ReadonlyMap<string, SnapshotPage> =>
  new Map(pages.map((page) => [page.hash, page]));

const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

function contactStarts(json: Uint8Array, count: number): Uint32Array {
  const starts = new Uint32Array(count);
  const [comma, brace, quote, letter] = CONTACT_BEGINS;
  let found = 1;
  for (let at = json.indexOf(brace, 1); at !== -1; at = json.indexOf(brace, at + 1)) {
    if (json[at + 1] !== quote || json[at + 2] !== letter || json[at - 1] !== comma) continue;
    starts[found] = at;
    found += 1;
  }
  return starts;
}
