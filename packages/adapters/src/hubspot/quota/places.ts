/** A number of places, for who came first first. */
export class Places {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(number: number) {
    this.#free = number;
  }

  /** Resolves with a place, which is to be given back. Rejects when the signal aborts. */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const taken = (): void => {
        signal.removeEventListener('abort', gone);
        resolve();
      };
      const gone = (): void => {
        this.#waiting.delete(taken);
        reject(signal.reason as Error);
      };
      this.#waiting.add(taken);
      signal.addEventListener('abort', gone, { once: true });
    });
  }

  give(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
