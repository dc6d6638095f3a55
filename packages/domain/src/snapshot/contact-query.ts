import type { Contact, ContactIssue } from '../contact/contact.js';

/** Which contacts are asked for; whatever is absent asks for nothing. */
export interface ContactQuery {
  /** Those with ids above this one, which need not be that of a contact. */
  readonly after?: string;
  /** So many at most; from 1. */
  readonly limit?: number;
  /** Those with this address, whatever the case of either; trimmed. There may be several. */
  readonly email?: string;
  /** Those with this issue. */
  readonly issue?: ContactIssue['code'];
}

/** What a contact must be like; undefined when every one will do. */
export function filterOf({ email, issue }: ContactQuery): ((contact: Contact) => boolean) | undefined {
  if (email === undefined && issue === undefined) return undefined;
  const address = email?.toLowerCase();
  return (contact) =>
    (address === undefined || contact.email.toLowerCase() === address) &&
    (issue === undefined || contact.issues?.some(({ code }) => code === issue) === true);
}
