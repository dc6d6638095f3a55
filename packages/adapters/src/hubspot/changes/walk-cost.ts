import type { Clock } from '../../http/clock.js';
import { WalkInstead } from './walk-instead.js';

/** So many changes are read in any case. */
const FEW = 10_000;
/** Of all contacts: a walk reads a hundred with each request, and needs no search beforehand. */
const MANY = 0.05;
/** A walk does not end a job that goes on modifying contacts: in between they are read by their names. */
const AT_MOST_EVERY_MS = 300_000;

/** When it is better to walk than to read what was modified. */
export class WalkCost {
  readonly #clock: Clock;
  #toldAt = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws WalkInstead when so many of so many contacts are too many. */
  weigh(modified: number, size: number): void {
    const now = this.#clock.now();
    if (modified <= Math.max(FEW, MANY * size) || now - this.#toldAt < AT_MOST_EVERY_MS) return;
    this.#toldAt = now;
    throw new WalkInstead('so much was modified that reading everything costs less');
  }
}
