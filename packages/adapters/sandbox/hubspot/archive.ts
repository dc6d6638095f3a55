import type { Account } from '../account/account.js';
import type { Contact } from '../account/contact.js';

/** For how long a deleted contact can be restored, and is listed. */
const RESTORABLE_MS = 90 * 86_400_000;

/** What the recycle bin shows. */
export class Archive {
  readonly #account: Account;
  readonly #now: () => number;
  readonly #listsMerged: () => boolean;

  /** @param now - HubSpot's clock. */
  constructor(account: Account, now: () => number, listsMerged: () => boolean) {
    this.#account = account;
    this.#now = now;
    this.#listsMerged = listsMerged;
  }

  find(id: number): Contact | undefined {
    const contact = this.#account.find(id);
    return contact && this.#shows(contact) ? contact : undefined;
  }

  /** By ascending id. */
  *from(first: number): Generator<Contact> {
    const merged = this.#listsMerged() ? this.#account.mergedAwayFrom(first) : [].values();
    let next = merged.next();
    for (const contact of this.#account.archivedFrom(first)) {
      for (; !next.done && next.value.id < contact.id; next = merged.next()) yield* this.#shown(next.value);
      yield* this.#shown(contact);
    }
    for (; !next.done; next = merged.next()) yield* this.#shown(next.value);
  }

  *#shown(contact: Contact): Generator<Contact> {
    if (this.#shows(contact)) yield contact;
  }

  #shows({ version: { presence, archivedAt } }: Contact): boolean {
    if (presence !== 'archived' && !(presence === 'merged' && this.#listsMerged())) return false;
    return archivedAt !== undefined && this.#now() - archivedAt < RESTORABLE_MS;
  }
}
