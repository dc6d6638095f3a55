import type { Account } from '../../account/account.js';
import type { StandInAnswer } from '../../http/exchange.js';
import { type HubSpotRecord, recordOf } from '../record.js';
import { requested } from '../requested.js';
import type { HubSpotSwitches } from '../switches.js';
import { searchRequestIn } from './request.js';
import type { SearchIndex } from './search-index.js';

export interface HubSpotSearchPage {
  /** May be more than can be paged through. */
  readonly total: number;
  readonly results: readonly HubSpotRecord[];
  /** Here `after` is a number of results, not an id. */
  readonly paging?: { readonly next: { readonly after: string } };
}

/** @param now - our clock. */
export function search(
  { account, index }: { readonly account: Account; readonly index: SearchIndex },
  body: string,
  switches: HubSpotSwitches,
  now: number,
): StandInAnswer {
  const request = searchRequestIn(body);
  const { total, page } = index.find(request, switches, now - switches.indexLagMs);
  const shown = requested(request.properties);
  const next = request.after + request.limit;
  const answer: HubSpotSearchPage = {
    total,
    results: page.map((contact) => recordOf(contact, shown, account)),
    ...(next < total && { paging: { next: { after: String(next) } } }),
  };
  return { status: 200, body: answer };
}
