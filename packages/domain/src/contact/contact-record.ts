import type { Contact } from './contact.js';

/** A contact, and the ids that merges have made its own: whoever knows one of them still finds it. */
export interface ContactRecord {
  readonly contact: Contact;
  /** In any order; empty for most. */
  readonly formerIds: readonly string[];
}
