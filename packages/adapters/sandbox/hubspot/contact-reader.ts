import type { Account } from '../account/account.js';
import type { Contact } from '../account/contact.js';
import type { Archive } from './archive.js';

/** What an endpoint needs to answer from. */
export interface ContactReader {
  readonly account: Account;
  readonly archive: Archive;
}

/** A live contact, or an archived one, by an id: a former id finds the survivor. */
export function findById({ account, archive }: ContactReader, id: number, archived: boolean): Contact | undefined {
  if (archived) return archive.find(id);
  const contact = account.resolve(id);
  return contact?.version.presence === 'live' ? contact : undefined;
}

export function findByEmail(reader: ContactReader, email: string, archived: boolean): Contact | undefined {
  const contact = reader.account.findByEmail(email);
  return contact && findById(reader, contact.id, archived);
}
