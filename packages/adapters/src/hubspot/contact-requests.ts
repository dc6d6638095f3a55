import type { UpstreamRequest } from '../http/upstream-client.js';
import { CONTACT_PROPERTIES } from './contact-record.js';

/** The most that HubSpot lists, or reads in a batch, at once. */
export const PAGE_SIZE = 100;
/** The most that HubSpot finds at once. */
export const SEARCH_SIZE = 200;

/** A request without what each of them needs; `below` is a path below that of the contacts. */
export type ContactsRequest = Omit<UpstreamRequest, 'bearer' | 'path' | 'admit'> & { readonly below: string };

/** HubSpot's lists: of the contacts, and of what could be restored, by its present and former ids. */
const lists = {
  live: { operation: 'list contacts', properties: CONTACT_PROPERTIES.join(), archived: 'false' },
  archived: { operation: 'list archived contacts', properties: 'hs_merged_object_ids', archived: 'true' },
} as const;

export type Listed = keyof typeof lists;

export function listRequest(listed: Listed, after: string | undefined): ContactsRequest {
  const { operation, ...query } = lists[listed];
  const page = { limit: String(PAGE_SIZE), ...(after !== undefined && { after }) };
  return { operation, below: '', query: { ...query, ...page } };
}

/** What is to be found: contacts that meet every filter, lowest first by a property. */
export interface Search {
  readonly filters: readonly {
    readonly propertyName: string;
    readonly operator: 'EQ' | 'GT' | 'GTE' | 'LT';
    readonly value: string;
  }[];
  readonly sortedBy: string;
}

/** Asks for ids and dates alone: what search says of contacts may be old. */
export function searchRequest({ filters, sortedBy }: Search): ContactsRequest {
  const body = {
    filterGroups: [{ filters }],
    sorts: [{ propertyName: sortedBy, direction: 'ASCENDING' }],
    properties: ['lastmodifieddate'],
    limit: SEARCH_SIZE,
  };
  return { operation: 'search contacts', below: '/search', query: {}, body };
}

export function batchReadRequest(ids: readonly string[]): ContactsRequest {
  const body = { properties: CONTACT_PROPERTIES, inputs: ids.map((id) => ({ id })) };
  return { operation: 'batch read contacts', below: '/batch/read', query: { archived: 'false' }, body };
}

export function getRequest(id: string): ContactsRequest {
  const query = { properties: CONTACT_PROPERTIES.join(), archived: 'false' };
  return { operation: 'get contact', below: `/${encodeURIComponent(id)}`, query };
}
