import { ContactIds } from './contact-ids.js';
import { createdAt, indexInAddress, modifiedAt, type Person, personAt } from './people.js';

/** What HubSpot keeps of a contact, by property; null is an empty value. */
export type Properties = Readonly<Record<string, string | null>>;

/** The contacts that an account begins with: computed from the seed whenever they are asked for, never kept. */
export class SeededContacts {
  readonly ids: ContactIds;
  readonly #seed: number;

  constructor(count: number, seed: number) {
    this.ids = new ContactIds(count, seed);
    this.#seed = seed;
  }

  get count(): number {
    return this.ids.count;
  }

  propertiesAt(index: number): Properties {
    return {
      ...this.personAt(index),
      createdate: new Date(this.createdAt(index)).toISOString(),
      hs_object_id: String(this.ids.at(index)),
      lastmodifieddate: new Date(this.modifiedAt(index)).toISOString(),
    };
  }

  personAt(index: number): Person {
    return personAt(index, this.#seed);
  }

  createdAt(index: number): number {
    return createdAt(index, this.#seed);
  }

  modifiedAt(index: number): number {
    return modifiedAt(index, this.#seed);
  }

  /** @param address - as `comparableEmail` gives it. */
  idOfAddress(address: string): number | undefined {
    const index = indexInAddress(address);
    if (index === undefined || index >= this.count) return undefined;
    return comparableEmail(personAt(index, this.#seed).email) === address ? this.ids.at(index) : undefined;
  }
}

/** HubSpot does not tell addresses apart by case. */
export const comparableEmail = (email: string | null): string => (email ?? '').trim().toLowerCase();
