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
  readonly paging?: { readonly next?: { readonly after: string } };
}

const byDescendingId = { property: 'hs_object_id', descending: true };

/** @param now - our clock. */
export function search(
  { account, index }: { readonly account: Account; readonly index: SearchIndex },
  body: string,
  switches: HubSpotSwitches,
  now: number,
): StandInAnswer {
  const asked = searchRequestIn(body);
  const request = switches.searchOrder === 'as-asked' ? asked : { ...asked, sort: byDescendingId };
  const { total, page } = index.find(request, switches, now - switches.indexLagMs);
  const shown = requested(request.properties);
  const results = page.map((contact) => recordOf(contact, shown, account));
  const next = request.after + request.limit;
  const paging = next < total ? { next: { after: String(next) } } : undefined;
  return { status: 200, body: telling(switches.searchTellsMore, { total, results, ...(paging && { paging }) }) };
}

function telling(what: HubSpotSwitches['searchTellsMore'], answer: HubSpotSearchPage): HubSpotSearchPage {
  const { total, results, paging = {} } = answer;
  if (what === 'count') return { total, results };
  // Some of HubSpot's endpoints answer a `paging` that leads nowhere.
  return what === 'next-page' ? { total: results.length, results, paging } : answer;
}
