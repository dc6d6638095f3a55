import type { Account } from '../../account/account.js';
import { Contact } from '../../account/contact.js';
import type { HubSpotSwitches } from '../switches.js';
import { candidates, columnOf, type Stretch } from './candidates.js';
import { type Comparison, comparisonOf, type Key } from './comparison.js';
import { type Predicate, predicateOf } from './predicate.js';
import type { SearchRequest, Sort } from './request.js';
import { EditedRow, SeededRow } from './row.js';
import { SeededColumns, tie } from './seeded-columns.js';

interface Hit {
  readonly contact: Contact;
  readonly key: Key | null;
}

/** The live contacts as search sees them: edits appear in it late. */
export class SearchIndex {
  readonly #account: Account;
  readonly #columns: SeededColumns;

  constructor(account: Account) {
    this.#account = account;
    this.#columns = new SeededColumns(account.seeded);
  }

  /** @param asOf - on our clock: what was edited later is found as it was before. */
  find(
    request: SearchRequest,
    switches: HubSpotSwitches,
    asOf: number,
  ): { readonly total: number; readonly page: readonly Contact[] } {
    const meets = predicateOf(request, switches);
    const comparison = comparisonOf(request.sort.property, switches);
    const edited = this.#edited(meets, comparison, asOf);
    const last = request.after + request.limit;
    const seeded = this.#seeded(meets, comparison, request, switches);
    const hits = [...seeded.first, ...edited].sort(inOrder(request.sort));
    const page = hits.slice(request.after, last).map(({ contact }) => contact);
    return { total: seeded.total + edited.length, page };
  }

  #edited(meets: Predicate, { keyOf }: Comparison, asOf: number): Hit[] {
    const hits: Hit[] = [];
    for (const id of this.#account.editedIds()) {
      const contact = this.#account.liveAt(id, asOf);
      const row = contact && new EditedRow(contact);
      if (row && meets(row)) hits.push({ contact: row.contact, key: keyOf(row) });
    }
    return hits;
  }

  /** Visits few contacts, or all in the order that is asked for, so that it keeps no more of them than the page needs. */
  #seeded(
    meets: Predicate,
    { keyOf }: Comparison,
    request: SearchRequest,
    switches: HubSpotSwitches,
  ): { readonly total: number; readonly first: readonly Hit[] } {
    const { seeded, editedIndexes } = this.#account;
    const { column, start, end } = this.#stretch(request, switches);
    const isInOrder = column === columnOf(request.sort.property, switches);
    const most = isInOrder ? request.after + request.limit : Infinity;
    const order = this.#columns.order(column);
    const row = new SeededRow(seeded, this.#columns);
    const first: Hit[] = [];
    let total = 0;
    for (let step = 0; step < end - start; step += 1) {
      row.index = order[request.sort.descending ? end - 1 - step : start + step]!;
      if (!meets(row) || editedIndexes.has(row.index)) continue;
      total += 1;
      if (total > most) continue;
      first.push({ contact: new Contact(row.id, undefined, seeded, row.index), key: keyOf(row) });
    }
    return { total, first };
  }

  #stretch(request: SearchRequest, switches: HubSpotSwitches): Stretch {
    const { count } = this.#account.seeded;
    const asked = columnOf(request.sort.property, switches);
    const narrow = candidates(request, this.#account.seeded, this.#columns, switches);
    const isWorthSorting = narrow && (narrow.end - narrow.start) * 10 < count;
    if (narrow && (narrow.column === asked || isWorthSorting)) return narrow;
    return { column: asked ?? 'id', start: 0, end: count };
  }
}

/** Empty values come last. */
const inOrder =
  ({ descending }: Sort) =>
  (a: Hit, b: Hit): number => {
    const sign = descending ? -1 : 1;
    if (a.key === b.key) return sign * (tie(a.contact.id) - tie(b.contact.id) || a.contact.id - b.contact.id);
    if (a.key === null || b.key === null) return a.key === null ? 1 : -1;
    return a.key < b.key ? -sign : sign;
  };
