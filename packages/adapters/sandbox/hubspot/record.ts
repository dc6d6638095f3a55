import type { Account } from '../account/account.js';
import { Contact } from '../account/contact.js';
import type { Properties } from '../account/seeded-contacts.js';
import type { Requested } from './requested.js';

/** A contact as HubSpot shows it. */
export interface HubSpotRecord {
  readonly id: string;
  readonly properties: Properties;
  readonly propertiesWithHistory?: Readonly<Record<string, readonly HubSpotValue[]>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  readonly archivedAt?: string;
  readonly url: string;
}

const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

interface HubSpotValue {
  readonly value: string;
  readonly timestamp: string;
  readonly sourceType: string;
}

/** A requested property that is empty is null; one that no contact has is left out. */
export function recordOf(contact: Contact, { properties, withHistory }: Requested, account: Account): HubSpotRecord {
  const { presence, archivedAt } = contact.version;
  const known = properties.filter((name) => account.properties.has(name));
  const archived = presence !== 'live';
  return {
    id: String(contact.id),
    properties: Object.fromEntries(known.map((name) => [name, contact.property(name)])),
    ...(withHistory.length > 0 && { propertiesWithHistory: histories(contact, withHistory, account) }),
    createdAt: isoDate(contact.property('createdate')),
    updatedAt: isoDate(contact.property('lastmodifieddate')),
    archived,
    ...(archived && archivedAt !== undefined && { archivedAt: new Date(archivedAt).toISOString() }),
    url: `https://app.hubspot.com/contacts/1/record/0-1/${contact.id}`,
  };
}

/** Newest value first, as far back as edits have changed it. */
function histories(contact: Contact, names: readonly string[], account: Account): Record<string, HubSpotValue[]> {
  const edited = account.versionsOf(contact.id).map((version) => new Contact(contact.id, version, account.seeded));
  const isSeeded = account.seeded.ids.indexOf(contact.id) !== undefined;
  const states = isSeeded ? [new Contact(contact.id, undefined, account.seeded), ...edited] : edited;
  const known = names.filter((name) => account.properties.has(name));
  return Object.fromEntries(known.map((name) => [name, history(states, name)]));
}

function history(states: readonly Contact[], name: string): HubSpotValue[] {
  const changes = states.filter(
    (state, position) => position === 0 || state.property(name) !== states[position - 1]!.property(name),
  );
  return changes.toReversed().map((state) => ({
    value: state.property(name) ?? '',
    timestamp: isoDate(state.property('lastmodifieddate')),
    sourceType: 'INTEGRATION',
  }));
}

/** An edit may have given a date as epoch milliseconds. */
function isoDate(value: string | null): string {
  if (value !== null && ISO_DATE.test(value)) return value;
  return new Date(value !== null && /^\d+$/.test(value) ? Number(value) : (value ?? 0)).toISOString();
}
