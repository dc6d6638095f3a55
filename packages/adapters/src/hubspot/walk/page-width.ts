/** Of so many pages the width is known. */
const RECENT_PAGES = 9;

/** How far a page of a range reaches, in ids. */
export class PageWidth {
  readonly #recent: number[] = [];

  note(width: number): void {
    this.#recent.push(width);
    if (this.#recent.length > RECENT_PAGES) this.#recent.shift();
  }

  /** Of those that were read. Now and then a page bridges a desert. */
  get median(): number {
    return this.#recent.toSorted((a, b) => a - b)[(this.#recent.length - 1) >> 1] ?? 1;
  }
}
