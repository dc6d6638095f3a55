import { contactJson } from '../contact/contact.js';
import { compareIds } from '../contact/contact-id.js';
import type { ContactRecord } from '../contact/contact-record.js';
import { firstIndex } from './first-index.js';
import { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** Texts are encoded this many at a time: objects and texts that outlive a moment cost the most memory of a walk. */
const ENCODED_AT_ONCE = 100;

const COMMA = new Uint8Array([0x2c]);

/** A page to be: it keeps the bytes of its contacts as they come, not the contacts. */
export class OpenPage {
  readonly #platform: SnapshotPlatform;
  readonly #ids: string[] = [];
  readonly #mergers: string[][] = [];
  readonly #encoded: Uint8Array[] = [];
  #texts: string[] = [];

  constructor(platform: SnapshotPlatform) {
    this.#platform = platform;
  }

  get size(): number {
    return this.#ids.length;
  }

  add({ contact, formerIds }: ContactRecord): void {
    this.#ids.push(contact.id);
    const merged = [...new Set(formerIds)].filter((former) => former !== contact.id);
    // In an order of its own: the same merges have the same bytes.
    if (merged.length > 0) this.#mergers.push([contact.id, ...merged.sort(compareIds)]);
    this.#texts.push(contactJson(contact));
    if (this.#texts.length === ENCODED_AT_ONCE) this.#encodeTexts();
  }

  /** Contacts of another page, from one index up to another, exclusive: their bytes stay as they are. */
  addRun(page: SnapshotPage, start: number, end: number): void {
    this.#encodeTexts();
    for (const id of page.ids.slice(start, end)) {
      this.#ids.push(id);
      const formerIds = page.formerIdsOf(id);
      if (formerIds.length > 0) this.#mergers.push([id, ...formerIds]);
    }
    this.#addBytes(page.jsonOf(start, end));
  }

  has(id: string): boolean {
    const index = firstIndex(this.#ids.length, (at) => compareIds(this.#ids[at]!, id) >= 0);
    return this.#ids[index] === id;
  }

  /** @param following - contacts that all come behind these; not to be used any more. */
  append(following: OpenPage): void {
    if (following.size === 0) return;
    this.#encodeTexts();
    following.#encodeTexts();
    if (this.size > 0) this.#encoded.push(COMMA);
    this.#encoded.push(...following.#encoded);
    this.#ids.push(...following.#ids);
    this.#mergers.push(...following.#mergers);
  }

  /** Once, when there is at least one contact. */
  finished(): SnapshotPage {
    this.#encodeTexts();
    if (this.#mergers.length > 0) this.#encoded.push(this.#platform.encode(`\n${JSON.stringify(this.#mergers)}`));
    const bytes = concatenated(this.#encoded);
    return new SnapshotPage(this.#ids, this.#mergers, bytes, this.#platform.digest(bytes));
  }

  #encodeTexts(): void {
    if (this.#texts.length === 0) return;
    this.#addBytes(this.#platform.encode(this.#texts.join(',')));
    this.#texts = [];
  }

  #addBytes(json: Uint8Array): void {
    if (this.#encoded.length > 0) this.#encoded.push(COMMA);
    this.#encoded.push(json);
  }
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
