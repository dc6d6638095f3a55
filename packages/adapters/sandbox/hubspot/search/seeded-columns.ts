import { hash } from '../../account/chance.js';
import type { SeededContacts } from '../../account/seeded-contacts.js';
import { lexicalKey } from './lexical-key.js';
import type { DateProperty } from './date-property.js';

const SALT = 9;

/** Contacts that compare alike come in an order that nobody can rely on, but the same on every page. */
export const tie = (id: number): number => hash(0, id, SALT);

export type SortColumn = DateProperty | 'id' | 'lexical-id';

/** What a search over a million unedited contacts needs: their ids and dates side by side, built when first asked for. */
export class SeededColumns {
  readonly #contacts: SeededContacts;
  readonly #columns = new Map<SortColumn, Float64Array>();
  readonly #orders = new Map<SortColumn, Uint32Array>();

  constructor(contacts: SeededContacts) {
    this.#contacts = contacts;
  }

  get ids(): Float64Array {
    return this.#column('id');
  }

  dates(property: DateProperty): Float64Array {
    return this.#column(property);
  }

  /** The indexes of all contacts in ascending order of a column. */
  order(by: SortColumn): Uint32Array {
    const known = this.#orders.get(by);
    if (known) return known;
    const order = Uint32Array.from({ length: this.#contacts.count }, (_, index) => index);
    const keys = this.#column(by);
    if (by !== 'id') order.sort((a, b) => keys[a]! - keys[b]! || this.#ties()[a]! - this.#ties()[b]!);
    this.#orders.set(by, order);
    return order;
  }

  /** The first position, in the order of a column, whose value is at least a value, or beyond it. */
  firstFrom(by: SortColumn, value: number, beyond = false): number {
    const order = this.order(by);
    const column = this.#column(by);
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = column[order[middle]!]!;
      if (there < value || (beyond && there === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #ties(): Float64Array {
    return (this.#tieColumn ??= Float64Array.from(this.ids, tie));
  }

  #tieColumn: Float64Array | undefined;

  #column(name: SortColumn): Float64Array {
    const known = this.#columns.get(name);
    if (known) return known;
    const { count, ids } = this.#contacts;
    const valueAt: Record<SortColumn, (index: number) => number> = {
      id: (index) => ids.at(index),
      'lexical-id': (index) => lexicalKey(ids.at(index)),
      createdate: (index) => this.#contacts.createdAt(index),
      lastmodifieddate: (index) => this.#contacts.modifiedAt(index),
    };
    const column = new Float64Array(count);
    for (let index = 0; index < count; index += 1) column[index] = valueAt[name](index);
    this.#columns.set(name, column);
    return column;
  }
}
