/** Ids in ascending order, sorted only when they are read: edits come in thousands. */
export class SortedIds {
  readonly #ids = new Set<number>();
  #sorted: number[] | undefined;

  get size(): number {
    return this.#ids.size;
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  add(id: number): void {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    this.#sorted = undefined;
  }

  delete(id: number): void {
    if (this.#ids.delete(id)) this.#sorted = undefined;
  }

  *from(first: number): Generator<number> {
    const ids = (this.#sorted ??= [...this.#ids].sort((a, b) => a - b));
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ids[middle]! < first) low = middle + 1;
      else high = middle;
    }
    for (let position = low; position < ids.length; position += 1) yield ids[position]!;
  }
}
