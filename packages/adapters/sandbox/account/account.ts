import { Contact, type Version } from './contact.js';
import { comparableEmail, type Properties, type SeededContacts } from './seeded-contacts.js';
import { SortedIds } from './sorted-ids.js';

const DEFAULT_PROPERTIES = ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'];
const MERGE_PROPERTIES = ['hs_additional_emails', 'hs_merged_object_ids'];

/** The contacts of a HubSpot account: those of the seed, and over them what edits have made of some. */
export class Account {
  readonly seeded: SeededContacts;
  /** Every property that some contact may have. */
  readonly properties = new Set([...DEFAULT_PROPERTIES, ...MERGE_PROPERTIES]);
  /** The indexes, in the seed, of contacts that edits have touched. */
  readonly editedIndexes = new Set<number>();
  readonly #versions = new Map<number, Version[]>();
  /** Those that are not of the seed. */
  readonly #created = new SortedIds();
  readonly #archived = new SortedIds();
  readonly #mergedAway = new SortedIds();
  /** Addresses that edits have set. */
  readonly #addresses = new Map<string, number>();
  #liveCount: number;

  constructor(seeded: SeededContacts) {
    this.seeded = seeded;
    this.#liveCount = seeded.count;
  }

  get liveCount(): number {
    return this.#liveCount;
  }

  get archivedCount(): number {
    return this.#archived.size;
  }

  /** The ids that edits have touched, created ones included. */
  editedIds(): Iterable<number> {
    return this.#versions.keys();
  }

  /** Oldest first; empty when no edit has touched the contact. */
  versionsOf(id: number): readonly Version[] {
    return this.#versions.get(id) ?? [];
  }

  /** The contact as it is now, be it archived, merged or purged; undefined when there never was one. */
  find(id: number): Contact | undefined {
    const version = this.#versions.get(id)?.at(-1);
    return version || this.seeded.ids.indexOf(id) !== undefined ? new Contact(id, version, this.seeded) : undefined;
  }

  /** Like `find`, but a contact that was merged is found as its survivor. */
  resolve(id: number): Contact | undefined {
    const found = this.find(id);
    return found?.version.mergedInto === undefined ? found : this.resolve(found.version.mergedInto);
  }

  findByEmail(email: string): Contact | undefined {
    const address = comparableEmail(email);
    const edited = this.#addresses.get(address);
    const id = edited ?? this.seeded.idOfAddress(address);
    const contact = id === undefined ? undefined : this.find(id);
    return contact?.addresses().includes(address) ? contact : undefined;
  }

  /** As it was at a time, on our clock; undefined when it was not live. */
  liveAt(id: number, time: number): Contact | undefined {
    const versions = this.versionsOf(id);
    const version = versions.findLast(({ at }) => at <= time);
    if (!version && this.#created.has(id)) return undefined;
    return version && version.presence !== 'live' ? undefined : new Contact(id, version, this.seeded);
  }

  /** Live contacts by ascending id. */
  *liveFrom(first: number): Generator<Contact> {
    const created = this.#created.from(first);
    let next = created.next();
    for (let index = this.seeded.ids.firstFrom(first); index < this.seeded.count; index += 1) {
      const id = this.seeded.ids.at(index);
      for (; !next.done && next.value < id; next = created.next()) yield* this.#live(next.value);
      if (this.editedIndexes.has(index)) yield* this.#live(id);
      else yield new Contact(id, undefined, this.seeded, index);
    }
    for (; !next.done; next = created.next()) yield* this.#live(next.value);
  }

  *archivedFrom(first: number): Generator<Contact> {
    for (const id of this.#archived.from(first)) yield this.find(id)!;
  }

  *mergedAwayFrom(first: number): Generator<Contact> {
    for (const id of this.#mergedAway.from(first)) yield this.find(id)!;
  }

  /** The truth that a copy of the account can be compared with: the contacts that exist now, by ascending id. */
  *contacts(first = 0): Generator<{ readonly id: string; readonly properties: Properties }> {
    for (const contact of this.liveFrom(first)) {
      const properties = [...this.properties].map((name) => [name, contact.property(name)] as const);
      yield { id: String(contact.id), properties: Object.fromEntries(properties) };
    }
  }

  /** Puts a version over whatever the contact was: `Edits` makes them. */
  record(id: number, version: Version): void {
    const before = this.find(id);
    const versions = this.#versions.get(id);
    if (versions) versions.push(version);
    else this.#begin(id, version);
    this.#liveCount += Number(version.presence === 'live') - Number(before?.version.presence === 'live');
    this.#file(id, version);
  }

  #begin(id: number, version: Version): void {
    this.#versions.set(id, [version]);
    const index = this.seeded.ids.indexOf(id);
    if (index === undefined) this.#created.add(id);
    else this.editedIndexes.add(index);
  }

  #file(id: number, version: Version): void {
    this.#archived.delete(id);
    if (version.presence === 'archived') this.#archived.add(id);
    if (version.presence === 'merged') this.#mergedAway.add(id);
    if (version.presence === 'merged' || version.presence === 'purged') return;
    for (const name of Object.keys(version.changed)) this.properties.add(name);
    if ('email' in version.changed || 'hs_additional_emails' in version.changed)
      for (const address of this.find(id)!.addresses()) this.#addresses.set(address, id);
  }

  *#live(id: number): Generator<Contact> {
    const contact = this.find(id)!;
    if (contact.version.presence === 'live') yield contact;
  }
}
