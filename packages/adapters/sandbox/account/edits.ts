import type { Account } from './account.js';
import type { Contact, Version } from './contact.js';
import { FreeIds, idOf } from './free-ids.js';
import { mergedProperties } from './merged-properties.js';
import type { Properties } from './seeded-contacts.js';

export interface EditClock {
  /** Ours, which the search index lags behind. */
  now(): number;
  /** HubSpot's, which stamps what it keeps. */
  hubSpotNow(): number;
}

/** What people and programs do to an account. An edit that cannot be made throws an Error with a sentence. */
export class Edits {
  readonly #account: Account;
  readonly #clock: EditClock;
  readonly #freeIds: FreeIds;

  constructor(account: Account, clock: EditClock) {
    this.#account = account;
    this.#clock = clock;
    this.#freeIds = new FreeIds(account);
  }

  /**
   * @param id - of one's own choice; else one is taken that lies anywhere among the others, as in real accounts.
   * @returns the id.
   */
  create(properties: Properties = {}, id: number | string = this.#freeIds.next()): string {
    const number = idOf(id);
    if (this.#account.find(number)) throw new Error(`There is, or was, a contact ${number}.`);
    const stamp = this.#stamp();
    const changed = { createdate: stamp, lastmodifieddate: stamp, ...properties, hs_object_id: String(number) };
    this.#record(number, { presence: 'live', changed });
    return String(number);
  }

  /** `lastmodifieddate` becomes now unless it is among the properties. */
  edit(id: number | string, properties: Properties): void {
    this.#change(this.#live(id), { lastmodifieddate: this.#stamp(), ...properties });
  }

  /**
   * One job over many contacts, which gives all of them the same `lastmodifieddate`.
   *
   * @param which - ids, or how many: then the first ones.
   */
  bulkEdit(which: number | readonly (number | string)[], properties: Properties): string[] {
    const contacts = typeof which === 'number' ? this.#first(which) : which.map((id) => this.#live(id));
    const changes = { lastmodifieddate: this.#stamp(), ...properties };
    for (const contact of contacts) this.#change(contact, changes);
    return contacts.map(({ id }) => String(id));
  }

  archive(id: number | string): void {
    const { id: number, version } = this.#live(id);
    const archivedAt = this.#clock.hubSpotNow();
    this.#record(number, { presence: 'archived', changed: version.changed, archivedAt });
  }

  /** @param options.keepDate - leaves `lastmodifieddate` as it was. */
  restore(id: number | string, { keepDate = false }: { readonly keepDate?: boolean } = {}): void {
    const contact = this.#account.find(idOf(id));
    if (contact?.version.presence !== 'archived') throw new Error(`There is no archived contact ${id}.`);
    this.#change(contact, keepDate ? {} : { lastmodifieddate: this.#stamp() });
  }

  /**
   * Merges the second contact into the first.
   *
   * @param options.newId - the survivor gets a new id, and both old ones become former ids of it.
   * @returns the survivor's id.
   */
  merge(first: number | string, second: number | string, { newId = false }: { readonly newId?: boolean } = {}): string {
    const survivor = this.#live(first);
    const loser = this.#live(second);
    if (survivor.id === loser.id) throw new Error(`Contact ${survivor.id} cannot be merged with itself.`);
    const id = newId ? this.#freeIds.next() : survivor.id;
    const former = newId ? [survivor, loser] : [loser];
    const changed = { ...mergedProperties(survivor, loser, former), lastmodifieddate: this.#stamp() };
    for (const contact of former) this.#mergeAway(contact, id);
    if (newId) {
      const all = [...this.#account.properties].map((name) => [name, survivor.property(name)] as const);
      this.#record(id, {
        presence: 'live',
        changed: { ...Object.fromEntries(all), ...changed, hs_object_id: String(id) },
      });
    } else {
      this.#change(survivor, changed);
    }
    return String(id);
  }

  /** Deleted for good, as the law demands: not even the archive knows of it. */
  privacyDelete(id: number | string): void {
    const contact = this.#account.resolve(idOf(id));
    if (!contact || contact.version.presence === 'purged') throw new Error(`There is no contact ${id}.`);
    this.#record(contact.id, { presence: 'purged', changed: {} });
  }

  #mergeAway({ id, version }: Contact, mergedInto: number): void {
    const archivedAt = this.#clock.hubSpotNow();
    this.#record(id, { presence: 'merged', changed: version.changed, archivedAt, mergedInto });
  }

  /** Changes that are the first ones of many contacts are kept once for all of them. */
  #change({ id, version }: Contact, changes: Properties): void {
    const isFirst = Object.keys(version.changed).length === 0;
    this.#record(id, { presence: 'live', changed: isFirst ? changes : { ...version.changed, ...changes } });
  }

  #record(id: number, version: Omit<Version, 'at'>): void {
    this.#account.record(id, { at: this.#clock.now(), ...version });
  }

  #first(count: number): Contact[] {
    const contacts: Contact[] = [];
    if (count > this.#account.liveCount) throw new Error(`There are not ${count} contacts.`);
    for (const contact of this.#account.liveFrom(0)) {
      if (contacts.length === count) break;
      contacts.push(contact);
    }
    return contacts;
  }

  #live(id: number | string): Contact {
    const contact = this.#account.resolve(idOf(id));
    if (contact?.version.presence !== 'live') throw new Error(`There is no contact ${id}.`);
    return contact;
  }

  #stamp(): string {
    return new Date(this.#clock.hubSpotNow()).toISOString();
  }
}
