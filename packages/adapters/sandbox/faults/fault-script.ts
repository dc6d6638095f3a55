/** Something that goes wrong instead of the answer that was due. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON, or as HTML when it is a string. */
      readonly body?: unknown;
    }
  /** The answer that was due, with its body changed. */
  | { readonly kind: 'alter'; readonly alter: (body: unknown) => unknown }
  /** The request is read and never answered. */
  | { readonly kind: 'hang' }
  /** One byte of the answer a second. */
  | { readonly kind: 'trickle' }
  /** The answer breaks off: its connection is closed in the middle of the body. */
  | { readonly kind: 'break-off' }
  /** The connection is reset. */
  | { readonly kind: 'reset' };

/** Faults in the order in which requests will meet them. */
export class FaultScript {
  #entries: { readonly fault: Fault | undefined; times: number }[] = [];

  /** @param times - how many requests meet it; `Infinity` for all that follow. */
  next(fault: Fault, times = 1): this {
    return this.#add(fault, times);
  }

  /** Lets requests through before the next fault. */
  pass(times = 1): this {
    return this.#add(undefined, times);
  }

  take(): Fault | undefined {
    const entry = this.#entries[0];
    if (!entry) return undefined;
    entry.times -= 1;
    if (entry.times <= 0) this.#entries.shift();
    return entry.fault;
  }

  #add(fault: Fault | undefined, times: number): this {
    if (times > 0) this.#entries.push({ fault, times });
    return this;
  }
}
