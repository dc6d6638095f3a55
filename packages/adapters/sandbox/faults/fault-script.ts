import type { Fault, FaultCatalogue } from './fault.js';

interface Entry {
  readonly fault: Fault | undefined;
  readonly operation: string | undefined;
  times: number;
}

/** Faults in the order in which requests will meet them. */
export class FaultScript<Name extends string = string, Operation extends string = string> {
  readonly #catalogue: FaultCatalogue<Name>;
  #entries: Entry[] = [];
  /** How often something was asked for, be it over or yet to come. */
  scripted = 0;

  constructor(catalogue: FaultCatalogue<Name>) {
    this.#catalogue = catalogue;
  }

  get names(): Name[] {
    return Object.keys(this.#catalogue) as Name[];
  }

  /**
   * @param fault - or its name in the catalogue.
   * @param times - how many requests meet it; `Infinity` for all that follow.
   * @param operation - the only one whose requests meet it, or wait for it; all others look past it.
   */
  next(fault: Fault | Name, times = 1, operation?: Operation): this {
    return this.#add(typeof fault === 'string' ? this.#catalogue[fault] : fault, times, operation);
  }

  /** Lets requests through before the next fault. */
  pass(times = 1, operation?: Operation): this {
    return this.#add(undefined, times, operation);
  }

  clear(): void {
    this.#entries = [];
  }

  /** What a request for an operation meets. */
  take(operation?: string): Fault | undefined {
    const entry = this.#entries.find((each) => each.operation === undefined || each.operation === operation);
    if (!entry) return undefined;
    entry.times -= 1;
    if (entry.times <= 0) this.#entries = this.#entries.filter((each) => each !== entry);
    return entry.fault;
  }

  /** How many requests have yet to meet an entry. */
  get waiting(): number {
    return this.#entries.reduce((sum, { times }) => sum + times, 0);
  }

  #add(fault: Fault | undefined, times: number, operation: Operation | undefined): this {
    this.scripted += 1;
    if (times > 0) this.#entries.push({ fault, operation, times });
    return this;
  }
}
