import { Refusal, type StandInAnswer, type StandInRequest } from '../http/exchange.js';
import type { ContactReader } from './contact-reader.js';
import { invalidInput, unparsableParameter } from './errors.js';
import { type HubSpotRecord, recordOf } from './record.js';
import { archivedIn, requestedIn } from './requested.js';
import type { HubSpotSwitches } from './switches.js';

const LARGEST_PAGE = 100;
const LARGEST_PAGE_WITH_HISTORY = 50;

/** A page as HubSpot lists it: the body that a fault of kind `alter` is given. */
export interface HubSpotPage {
  readonly results: readonly HubSpotRecord[];
  readonly paging?: { readonly next: { readonly after: string; readonly link: string } };
}

/** Ids ascend; `after` is the id of the next record, and inclusive; the last page has no `paging`. */
export function list(reader: ContactReader, { path, query }: StandInRequest, switches: HubSpotSwitches): StandInAnswer {
  const shown = requestedIn(query);
  const limit = wholeNumber(query, 'limit', 10);
  const most = shown.withHistory.length > 0 ? LARGEST_PAGE_WITH_HISTORY : LARGEST_PAGE;
  if (limit < 1 || limit > most) throw new Refusal(invalidInput(`limit must be from 1 to ${most}`));
  const after = placeOf(wholeNumber(query, 'after', 0), reader, switches);
  const found = archivedIn(query) ? reader.archive.from(after) : reader.account.liveFrom(after);
  const results: HubSpotRecord[] = [];
  for (const contact of found) {
    if (results.length === Math.min(limit, switches.longestPage)) return page(results, path, query);
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

/** The id from which on contacts are listed. What was issued is the id of a contact, or follows one. */
function placeOf(after: number, { account }: ContactReader, { unknownCursors }: HubSpotSwitches): number {
  if (unknownCursors === 'placed' || account.find(after - 1) || account.find(after)) return after;
  if (unknownCursors === 'refused' && after > 0) throw new Refusal(unparsableParameter('after'));
  return unknownCursors === 'ended' && after > 0 ? Infinity : 0;
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) throw new Refusal(unparsableParameter(name));
  return number;
}
