import type { Contact } from '../../account/contact.js';
import type { Properties, SeededContacts } from '../../account/seeded-contacts.js';
import { type DateProperty, dateOf } from './date-property.js';
import type { SeededColumns } from './seeded-columns.js';

/** A contact as the search index has it. */
export interface Row {
  readonly id: number;
  /** In Unix milliseconds. */
  date(property: DateProperty): number | null;
  text(property: string): string | null;
}

export class EditedRow implements Row {
  readonly id: number;
  readonly contact: Contact;

  constructor(contact: Contact) {
    this.id = contact.id;
    this.contact = contact;
  }

  date(property: DateProperty): number | null {
    const value = this.contact.property(property);
    return value === null || value === '' ? null : dateOf(value);
  }

  text(property: string): string | null {
    return this.contact.property(property);
  }
}

/** Moves over contacts that nobody has edited: one object for a million of them, and dates without the person. */
export class SeededRow implements Row {
  index = 0;
  #person: Properties = {};
  #personIndex = -1;
  readonly #contacts: SeededContacts;
  readonly #columns: SeededColumns;

  constructor(contacts: SeededContacts, columns: SeededColumns) {
    this.#contacts = contacts;
    this.#columns = columns;
  }

  get id(): number {
    return this.#columns.ids[this.index]!;
  }

  date(property: DateProperty): number {
    return this.#columns.dates(property)[this.index]!;
  }

  text(property: string): string | null {
    if (this.#personIndex !== this.index) {
      this.#person = { ...this.#contacts.personAt(this.index) };
      this.#personIndex = this.index;
    }
    return this.#person[property] ?? null;
  }
}
