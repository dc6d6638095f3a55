import { compareIds } from '@contacts-gateway/domain';
import { WalkInstead } from './walk-instead.js';

type Before = (a: string, b: string) => boolean;

/** HubSpot's ids are numbers; search may take them for texts, of which 7198 comes before 72. */
const orders: readonly Before[] = [(a, b) => compareIds(a, b) < 0, (a, b) => a < b];

/** The order of the ids that a search finds, page after page. In any other than these two, `GT` the last one would lose some. */
export class IdOrder {
  #possible = orders;
  /** Before there is one: what comes before every id, in either order. */
  last = '0';

  /** @throws WalkInstead */
  check(ids: readonly string[]): void {
    for (const id of ids) {
      this.#possible = this.#possible.filter((isBefore) => isBefore(this.last, id));
      this.last = id;
    }
    if (this.#possible.length === 0) throw new WalkInstead('the ids that a search found came in no order');
  }
}
