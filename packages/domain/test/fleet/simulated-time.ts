/** Time that passes only when it is told to, with whatever happens in it in one order. */
export class SimulatedTime {
  now = Date.UTC(2030, 0, 1);
  readonly #events: { readonly at: number; readonly happen: () => void }[] = [];

  in(ms: number, happen: () => void): void {
    const at = this.now + ms;
    let place = this.#events.length;
    while (place > 0 && this.#events[place - 1]!.at > at) place -= 1;
    this.#events.splice(place, 0, { at, happen });
  }

  /** @param afterEach - called when all that follows from an event at once has happened. */
  async pass(ms: number, afterEach: () => void): Promise<void> {
    const end = this.now + ms;
    while ((this.#events[0]?.at ?? Infinity) <= end) {
      const { at, happen } = this.#events.shift()!;
      this.now = at;
      happen();
      await new Promise((resolve) => setImmediate(resolve));
      afterEach();
    }
    this.now = end;
  }
}
