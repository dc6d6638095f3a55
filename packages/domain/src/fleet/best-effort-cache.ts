import type { CachePort } from '../ports.js';

/** A cache that may be gone at any time: what fails has an answer all the same, and the failure is known. */
export class BestEffortCache {
  readonly #cache: CachePort;
  readonly #onChange: (failure: unknown) => void;
  #failure: unknown;
  #hasFailed = false;

  /** @param onChange - called with the first failure of a series, and with undefined when the cache works again. */
  constructor(cache: CachePort, onChange: (failure: unknown) => void) {
    this.#cache = cache;
    this.#onChange = onChange;
  }

  /** Why the cache does not do what it is asked; undefined when it has for a whole pass. */
  get failure(): unknown {
    return this.#failure;
  }

  /** @param otherwise - the answer when the cache fails. */
  async attempt<T>(operation: (cache: CachePort) => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await operation(this.#cache);
    } catch (error) {
      this.#hasFailed = true;
      this.#became(error);
      return otherwise;
    }
  }

  /** A part of a cluster may fail while others work: only a pass without any failure shows that all is well again. */
  passEnded(): void {
    if (!this.#hasFailed) this.#became(undefined);
    this.#hasFailed = false;
  }

  #became(failure: unknown): void {
    const changed = (this.#failure === undefined) !== (failure === undefined);
    this.#failure = failure;
    if (changed) this.#onChange(failure);
  }
}
