/** Counts requests within a rolling window, as the upstreams do. */
export class RollingWindow {
  readonly #ms: number;
  readonly limit: number;
  #times: number[] = [];

  /** @param limit - 0 for none. */
  constructor(limit: number, ms: number) {
    this.limit = limit === 0 ? Infinity : limit;
    this.#ms = ms;
  }

  /** Counts a request unless the window is full: then false, and a refused request does not count. */
  take(): boolean {
    if (this.remaining() === 0) return false;
    this.#times.push(Date.now());
    return true;
  }

  remaining(): number {
    const since = Date.now() - this.#ms;
    this.#times = this.#times.filter((time) => time > since);
    return Math.max(0, this.limit - this.#times.length);
  }

  /** Milliseconds until the oldest counted request leaves the window. */
  msToNext(): number {
    return Math.max(0, (this.#times[0] ?? 0) + this.#ms - Date.now());
  }
}
