/** Counts requests within a rolling window, as the upstreams do. */
export class RollingWindow {
  readonly limit: number;
  readonly #ms: number;
  readonly #now: () => number;
  #times: number[] = [];

  /** @param limit - 0 for none. */
  constructor(limit: number, ms: number, now: () => number) {
    this.limit = limit === 0 ? Infinity : limit;
    this.#ms = ms;
    this.#now = now;
  }

  /** Counts a request unless the window is full: then false, and a refused request does not count. */
  take(): boolean {
    if (this.remaining() === 0) return false;
    this.#times.push(this.#now());
    return true;
  }

  remaining(): number {
    const since = this.#now() - this.#ms;
    const firstWithin = this.#times.findIndex((time) => time > since);
    this.#times = firstWithin === -1 ? [] : this.#times.slice(firstWithin);
    return Math.max(0, this.limit - this.#times.length);
  }

  /** Milliseconds until the oldest counted request leaves the window. */
  msToNext(): number {
    return Math.max(0, (this.#times[0] ?? 0) + this.#ms - this.#now());
  }
}
