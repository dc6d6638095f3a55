import { isEmailAddress } from './email-address.js';

/**
 * A person as every consumer sees them. All values are strings; `issues` is present only when there is something to
 * say. The keys come in this order, so that equal contacts have equal JSON.
 */
export interface Contact {
  /** Not empty, opaque, unique within its source. */
  readonly id: string;
  /** First and last name, NFC, single spaces, trimmed; `""` when the source has neither. */
  readonly name: string;
  /** A syntactically valid address, trimmed and otherwise as the source wrote it; `""` when absent or invalid. */
  readonly email: string;
  /** The name of the source that holds the contact, such as `"hubspot"`. */
  readonly source: string;
  /** In the order `invalid-email`, `suspect`. */
  readonly issues?: readonly ContactIssue[];
}

/** `invalid-email` keeps the rejected value, so that nothing is lost; `suspect` marks a contact with neither name nor address. */
export type ContactIssue = { readonly code: 'invalid-email'; readonly value: string } | { readonly code: 'suspect' };

/** What a source says of a person, as it says it; `""` stands for an absent value. */
export interface ContactFields {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly source: string;
}

/** The clean contact. No contact is refused for its data: what is wrong with it is said in `issues`. */
export function toContact({ id, firstName, lastName, email: rawEmail, source }: ContactFields): Contact {
  const name = `${firstName} ${lastName}`.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const written = rawEmail.trim();
  const email = isEmailAddress(written) ? written : '';
  const issues: ContactIssue[] = [];
  if (written !== email) issues.push({ code: 'invalid-email', value: written });
  if (name === '' && email === '') issues.push({ code: 'suspect' });
  return issues.length === 0 ? { id, name, email, source } : { id, name, email, source, issues };
}

/** The contact as JSON with its keys in their order, whoever made the object: equal contacts have equal bytes. */
export const contactJson = ({ id, name, email, source, issues }: Contact): string =>
  JSON.stringify({ id, name, email, source, issues: issues?.map(orderedIssue) });

const orderedIssue = (issue: ContactIssue): ContactIssue =>
  issue.code === 'invalid-email' ? { code: issue.code, value: issue.value } : { code: issue.code };
