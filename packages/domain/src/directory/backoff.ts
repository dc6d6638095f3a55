import { isContactsError } from '../errors.js';

const LONGEST_PAUSE_MS = 60_000;

/** The pause after the nth failure in a row: 2, 4, 8 … 60 s, but never less than the upstream asked for. */
function pauseMs(failures: number, failure: unknown): number {
  const asked = isContactsError(failure) ? (failure.retryAfterMs ?? 0) : 0;
  return Math.max(asked, Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures));
}

/** What failed walks leave behind: the last failure, and a growing pause before the next. */
export class Backoff {
  readonly #now: () => number;
  #failures = 0;
  #failure: unknown;
  #isBridged = false;
  #notBefore = -Infinity;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Why the last walk failed; undefined when it completed. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether the last walk came to nothing, for whatever reason. */
  get hasFailed(): boolean {
    return this.#failures > 0;
  }

  /** Whether the last walk failed, and nobody has brought what it could not. */
  get isLasting(): boolean {
    return this.#failure !== undefined && !this.#isBridged;
  }

  /** Milliseconds until the next walk may start; 0 when it may start now. */
  msLeft(): number {
    return Math.max(0, this.#notBefore - this.#now());
  }

  /** @param failure - undefined when nothing is known to be wrong. */
  failed(failure: unknown): void {
    this.#failures += 1;
    this.#failure = failure;
    this.#isBridged = false;
    this.#notBefore = this.#now() + pauseMs(this.#failures, failure);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#failure = undefined;
  }

  /** Another instance has brought what we could not. We still pause. */
  bridged(): void {
    this.#isBridged = true;
  }
}
