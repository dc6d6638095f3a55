import { comparableEmail, type Properties, type SeededContacts } from './seeded-contacts.js';

/** `merged` into another, `purged` for good: both are seen no more. */
type Presence = 'live' | 'archived' | 'merged' | 'purged';

/** What an edit made of a contact. */
export interface Version {
  /** When it was made, on our clock: the search index lags behind this. */
  readonly at: number;
  readonly presence: Presence;
  /** Every property that any edit has set so far; what is not in here is as the seed has it. */
  readonly changed: Properties;
  /** On HubSpot's clock, in Unix milliseconds. */
  readonly archivedAt?: number;
  readonly mergedInto?: number;
}

const untouched: Version = { at: -Infinity, presence: 'live', changed: {} };

/** A contact in one of its versions. */
export class Contact {
  readonly id: number;
  readonly version: Version;
  readonly #seeded: SeededContacts;
  readonly #index: number | undefined;
  #computed: Properties | undefined;

  /**
   * @param version - undefined for a contact that nobody has edited yet.
   * @param index - in the seed, when it is known.
   */
  constructor(id: number, version: Version | undefined, seeded: SeededContacts, index?: number) {
    this.id = id;
    this.version = version ?? untouched;
    this.#seeded = seeded;
    this.#index = index;
  }

  property(name: string): string | null {
    const { changed } = this.version;
    if (Object.hasOwn(changed, name)) return changed[name] ?? null;
    this.#computed ??= this.#compute();
    return this.#computed[name] ?? null;
  }

  /** The address and the additional ones, each of which identifies the contact. */
  addresses(): string[] {
    const additional = this.property('hs_additional_emails')?.split(';') ?? [];
    return [this.property('email'), ...additional].map(comparableEmail).filter((address) => address !== '');
  }

  /** Late, because most of what is searched for lies in the changes. */
  #compute(): Properties {
    const index = this.#index ?? this.#seeded.ids.indexOf(this.id);
    return index === undefined ? {} : this.#seeded.propertiesAt(index);
  }
}
