import { hash } from './chance.js';

/** Where real ids lie: old short ones and several dense runs of long ones, in one account. */
const clusters = [
  { share: 0.1, first: 100_400, stride: 7 },
  { share: 0.3, first: 57_156_000_000, stride: 23 },
  { share: 0.25, first: 101_200_000_000, stride: 11 },
  { share: 0.35, first: 713_492_000_000, stride: 17 },
];
const SALT = 1;

/** The ids of an account, ascending by index and computed both ways without a table. */
export class ContactIds {
  readonly count: number;
  readonly #seed: number;
  /** The index at which each cluster begins. */
  readonly #starts: readonly number[];

  constructor(count: number, seed: number) {
    this.count = count;
    this.#seed = seed;
    let before = 0;
    this.#starts = clusters.map(({ share }) => {
      const start = Math.floor(before * count);
      before += share;
      return start;
    });
  }

  at(index: number): number {
    let cluster = clusters.length - 1;
    while (this.#starts[cluster]! > index) cluster -= 1;
    const { first, stride } = clusters[cluster]!;
    return first + (index - this.#starts[cluster]!) * stride + (hash(this.#seed, index, SALT) % stride);
  }

  /** The index of the first id that is at least `id`; `count` when there is none. */
  firstFrom(id: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  indexOf(id: number): number | undefined {
    const index = this.firstFrom(id);
    return index < this.count && this.at(index) === id ? index : undefined;
  }
}
