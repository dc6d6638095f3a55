import type { DirectoryPlatform } from './directory-platform.js';
import { SingleFlight } from './single-flight.js';

/** The longest that a caller waits for a copy to be confirmed, and how often one is confirmed because somebody asks for it. */
const CONFIRM_MS = 10_000;

/** Passes that are made because a caller asks for one. */
export class Confirmations {
  readonly #platform: DirectoryPlatform;
  readonly #pass: () => Promise<void>;
  readonly #flight = new SingleFlight();
  #nextAt = -Infinity;

  constructor(platform: DirectoryPlatform, pass: () => Promise<void>) {
    this.#platform = platform;
    this.#pass = pass;
  }

  /**
   * Resolves after a pass that begins now, or that others are waiting for, or when a caller has waited as long as one waits for
   * it. Answers whether there was one: not when there has been one just before.
   */
  async confirmed(): Promise<boolean> {
    const now = this.#platform.now();
    if (!this.#flight.running && now >= this.#nextAt) {
      this.#nextAt = now + CONFIRM_MS;
      void this.#flight.start(this.#pass);
    }
    if (!this.#flight.running) return false;
    await this.#flight.released(this.#platform.pause(CONFIRM_MS));
    return true;
  }
}
