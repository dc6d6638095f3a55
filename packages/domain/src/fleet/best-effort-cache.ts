import type { CachePort } from '../ports.js';

/** A cache that may be gone at any time: what fails has an answer all the same, and the failure is known. */
export class BestEffortCache {
  readonly #cache: CachePort;
  readonly #onChange: (failure: unknown) => void;
  #failure: unknown;

  /** @param onChange - called with the first failure of a series, and with undefined when the cache works again. */
  constructor(cache: CachePort, onChange: (failure: unknown) => void) {
    this.#cache = cache;
    this.#onChange = onChange;
  }

  /** Why the cache did not do what it was last asked; undefined when it did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** @param otherwise - the answer when the cache fails. */
  async attempt<T>(operation: (cache: CachePort) => Promise<T>, otherwise: T): Promise<T> {
    try {
      const answer = await operation(this.#cache);
      this.#became(undefined);
      return answer;
    } catch (error) {
      this.#became(error);
      return otherwise;
    }
  }

  #became(failure: unknown): void {
    const changed = (this.#failure === undefined) !== (failure === undefined);
    this.#failure = failure;
    if (changed) this.#onChange(failure);
  }
}
