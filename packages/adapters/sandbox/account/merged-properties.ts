import type { Contact } from './contact.js';
import type { Properties } from './seeded-contacts.js';

/** The survivor keeps its own values, and takes the other's former ids and addresses over. */
export function mergedProperties(survivor: Contact, loser: Contact, former: readonly Contact[]): Properties {
  const formerIds = [
    listed(survivor, 'hs_merged_object_ids'),
    listed(loser, 'hs_merged_object_ids'),
    former.map(({ id }) => String(id)),
  ].flat();
  const email = survivor.property('email') ?? loser.property('email');
  const additional = [
    ...listed(survivor, 'hs_additional_emails'),
    ...[loser.property('email') ?? []].flat(),
    ...listed(loser, 'hs_additional_emails'),
  ].filter((address) => address !== email);
  return {
    email,
    hs_merged_object_ids: joined(formerIds),
    hs_additional_emails: joined(additional),
  };
}

const listed = (contact: Contact, property: string): string[] =>
  contact
    .property(property)
    ?.split(';')
    .filter((part) => part !== '') ?? [];

const joined = (parts: readonly string[]): string | null => (parts.length === 0 ? null : [...new Set(parts)].join(';'));
