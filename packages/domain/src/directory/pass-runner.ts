import { isContactsError } from '../errors.js';

const LONGEST_PAUSE_MS = 60_000;

/** The pause after the nth failure in a row: 2, 4, 8 … 60 s, but never less than the upstream asked for. */
function pauseMs(failures: number, failure: unknown): number {
  const asked = isContactsError(failure) ? (failure.retryAfterMs ?? 0) : 0;
  return Math.max(asked, Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures));
}

/** Runs one pass at a time, however many ask for it, with a growing pause after each that fails. */
export class PassRunner {
  readonly #run: () => Promise<void>;
  readonly #now: () => number;
  readonly #onEnd: () => void;
  readonly #waiting = new Set<() => void>();
  #running: Promise<void> | undefined;
  #failures = 0;
  #failure: unknown;
  #notBefore = -Infinity;
  #closed = false;

  /** @param onEnd - called after each pass, once `failure` is up to date; not for a pass that `close()` interrupted. */
  constructor(run: () => Promise<void>, now: () => number, onEnd: () => void) {
    this.#run = run;
    this.#now = now;
    this.#onEnd = onEnd;
  }

  /** The pass under way, else undefined. It resolves when the pass has ended, well or badly. */
  get running(): Promise<void> | undefined {
    return this.#running;
  }

  /** Why the last pass failed; undefined when it completed or when there was none. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Milliseconds until the next pass may start; 0 when it may start now or is under way. */
  msToNext(): number {
    return this.#running ? 0 : Math.max(0, this.#notBefore - this.#now());
  }

  /** Starts a pass unless one is under way or it is too early after a failure. */
  startIfDue(): void {
    if (this.#closed || this.#running || this.#now() < this.#notBefore) return;
    this.#running = this.#pass();
  }

  /**
   * Resolves when the pass under way has ended, or earlier with `waitLimit`. A caller that has stopped waiting leaves
   * nothing behind, however long the pass takes.
   */
  ended(waitLimit: Promise<unknown>): Promise<void> {
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting.delete(leave);
        resolve();
      };
      this.#waiting.add(leave);
      void waitLimit.then(leave);
    });
  }

  /** No pass starts from now on. */
  close(): void {
    this.#closed = true;
  }

  async #pass(): Promise<void> {
    try {
      await this.#run();
      this.#failures = 0;
      this.#failure = undefined;
    } catch (error) {
      this.#failures += 1;
      this.#failure = error;
      this.#notBefore = this.#now() + pauseMs(this.#failures, error);
    }
    this.#running = undefined;
    for (const leave of this.#waiting) leave();
    if (!this.#closed) this.#onEnd();
  }
}
