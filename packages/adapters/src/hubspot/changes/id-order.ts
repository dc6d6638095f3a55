import { compareIds } from '@contacts-gateway/domain';
import { WalkInstead } from './walk-instead.js';

type Compare = (a: string, b: string) => number;

/** HubSpot's ids are numbers; search may take them for texts, of which 7198 comes before 72. */
const orders: readonly Compare[] = [compareIds, (a, b) => (a < b ? -1 : a > b ? 1 : 0)];

/** The order of the ids that a search finds, page after page. In any other than these two, `GT` the last one would lose some. */
export class IdOrder {
  #possible = orders;
  #last: string | undefined;

  /** @throws WalkInstead */
  check(ids: readonly string[]): void {
    for (const id of ids) {
      const last = this.#last;
      if (last !== undefined) this.#possible = this.#possible.filter((compare) => compare(last, id) < 0);
      this.#last = id;
    }
    if (this.#possible.length === 0) throw new WalkInstead('the ids that a search found came in no order');
  }
}
