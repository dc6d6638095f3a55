import { MARGIN_MS } from '../checkpoint.js';
import type { Search } from '../contact-requests.js';
import { IdOrder } from './id-order.js';
import type { Hit, SearchAnswer } from './search-answer.js';
import type { Searches } from './searches.js';
import { WalkInstead } from './walk-instead.js';

/** A stretch of time, in Unix milliseconds by HubSpot's clock. */
export interface Stretch {
  readonly from: number;
  /** Without it; absent: no end. */
  readonly until?: number;
}

/**
 * Whatever was modified within a stretch, some of it more than once. Each search begins where the one before ended: by number,
 * as HubSpot counts pages, contacts that are modified meanwhile would move others past the reader.
 *
 * However fast contacts are modified, it ends at what was modified while it went on: the next pass begins before that.
 *
 * @throws WalkInstead when the answers are such that contacts may be missing.
 */
export async function* namesIn({ from, until = Infinity }: Stretch, searches: Searches): AsyncGenerator<SearchAnswer> {
  const before = until === Infinity ? [] : [modified('LT', until)];
  for (let at = from; at < until;) {
    const found = await searches.find({ filters: [modified('GTE', at), ...before], sortedBy: 'lastmodifieddate' });
    yield found;
    if (found.isAll) return;
    const last = lastDate(found.hits, at);
    if (last > searches.firstSentAt + MARGIN_MS) return;
    // A job over many contacts gives all of them the same date, and a search that goes by dates never gets past its first ones.
    const isOneMoment = found.hits[0]?.modifiedAt === last;
    if (isOneMoment) yield* namesAt(last, searches);
    at = isOneMoment ? last + 1 : last;
  }
}

/** Whatever was modified at one moment, by ascending ids. */
async function* namesAt(moment: number, searches: Searches): AsyncGenerator<SearchAnswer> {
  const order = new IdOrder();
  for (let isAll = false; !isAll;) {
    const above = { propertyName: 'hs_object_id', operator: 'GT', value: order.last } as const;
    const found = await searches.find({ filters: [modified('EQ', moment), above], sortedBy: 'hs_object_id' });
    order.check(found.hits.map(({ id }) => id));
    yield found;
    ({ isAll } = found);
  }
}

const modified = (operator: 'EQ' | 'GTE' | 'LT', ms: number): Search['filters'][number] => ({
  propertyName: 'lastmodifieddate',
  operator,
  value: String(ms),
});

/** The date of the last of them, to go on from. */
function lastDate(hits: readonly Hit[], from: number): number {
  let last = from;
  for (const { modifiedAt } of hits) {
    if (modifiedAt < last) throw new WalkInstead('the contacts that a search found came in no order of their dates');
    last = modifiedAt;
  }
  return last;
}
