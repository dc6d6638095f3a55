import { Refusal, type StandInAnswer, type StandInRequest } from '../http/exchange.js';
import type { ContactReader } from './contact-reader.js';
import { invalidInput, unparsableParameter } from './errors.js';
import { type HubSpotRecord, recordOf } from './record.js';
import { archivedIn, requestedIn } from './requested.js';

const LARGEST_PAGE = 100;
const LARGEST_PAGE_WITH_HISTORY = 50;

/** A page as HubSpot lists it: the body that a fault of kind `alter` is given. */
export interface HubSpotPage {
  readonly results: readonly HubSpotRecord[];
  readonly paging?: { readonly next: { readonly after: string; readonly link: string } };
}

/** Ids ascend; `after` is the id of the next record, and inclusive; the last page has no `paging`. */
export function list(reader: ContactReader, { path, query }: StandInRequest): StandInAnswer {
  const shown = requestedIn(query);
  const limit = wholeNumber(query, 'limit', 10);
  const most = shown.withHistory.length > 0 ? LARGEST_PAGE_WITH_HISTORY : LARGEST_PAGE;
  if (limit < 1 || limit > most) throw new Refusal(invalidInput(`limit must be from 1 to ${most}`));
  const after = wholeNumber(query, 'after', 0);
  const found = archivedIn(query) ? reader.archive.from(after) : reader.account.liveFrom(after);
  const results: HubSpotRecord[] = [];
  for (const contact of found) {
    if (results.length === limit) return page(results, path, query);
    results.push(recordOf(contact, shown, reader.account));
  }
  return { status: 200, body: { results } satisfies HubSpotPage };
}

function page(results: readonly HubSpotRecord[], path: string, query: URLSearchParams): StandInAnswer {
  const after = String(Number(results.at(-1)!.id) + 1);
  const next = new URLSearchParams(query);
  next.set('after', after);
  const link = `https://api.hubapi.com${path}?${next.toString()}`;
  return { status: 200, body: { results, paging: { next: { after, link } } } satisfies HubSpotPage };
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) throw new Refusal(unparsableParameter(name));
  return number;
}
