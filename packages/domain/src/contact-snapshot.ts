import type { Contact } from './contact.js';
import { compareIds } from './contact-id.js';

/** What the platform lends to a package that has nothing ambient. */
export interface SnapshotPlatform {
  /** Text as UTF-8. */
  readonly encode: (text: string) => Uint8Array;
  /** A short name for the bytes, the same on every machine, in characters that an ETag may hold. */
  readonly digest: (bytes: Uint8Array) => string;
}

/** All contacts at one moment, immutable, in the order of their ids. */
export class ContactSnapshot {
  readonly contacts: readonly Contact[];
  /** The contacts as one JSON array in UTF-8, made once. */
  readonly json: Uint8Array;
  /** The digest of the content: the same contacts have the same version everywhere. */
  readonly version: string;

  /** @param contacts - each id once, in any order. */
  constructor(contacts: Iterable<Contact>, { encode, digest }: SnapshotPlatform) {
    this.contacts = [...contacts].sort((a, b) => compareIds(a.id, b.id));
    this.json = encode(JSON.stringify(this.contacts));
    this.version = digest(this.json);
  }

  /** The contact with this id, else undefined. */
  get(id: string): Contact | undefined {
    let low = 0;
    let high = this.contacts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareIds(this.contacts[middle]!.id, id) < 0) low = middle + 1;
      else high = middle;
    }
    const found = this.contacts[low];
    return found?.id === id ? found : undefined;
  }
}
