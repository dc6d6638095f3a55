/** Something that goes wrong instead of the answer that was due. */
export type Fault<Page = never> =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON, or as it is when it is a string. */
      readonly body?: unknown;
    }
  /** The answer that was due, changed. */
  | { readonly kind: 'alter'; readonly alter: (page: Page) => unknown }
  /** The request is read and never answered. */
  | { readonly kind: 'hang' }
  /** One byte of the answer a second. */
  | { readonly kind: 'trickle' }
  /** The connection is reset. */
  | { readonly kind: 'reset' };

/** Faults in the order in which requests will meet them. */
export class FaultScript<Page = never> {
  #entries: { readonly fault: Fault<Page> | undefined; times: number }[] = [];

  /** @param times - how many requests meet it; `Infinity` for all that follow. */
  next(fault: Fault<Page>, times = 1): this {
    this.#entries.push({ fault, times });
    return this;
  }

  /** Lets requests through before the next fault. */
  pass(times = 1): this {
    this.#entries.push({ fault: undefined, times });
    return this;
  }

  clear(): void {
    this.#entries = [];
  }

  take(): Fault<Page> | undefined {
    const entry = this.#entries[0];
    if (!entry) return undefined;
    entry.times -= 1;
    if (entry.times <= 0) this.#entries.shift();
    return entry.fault;
  }
}
