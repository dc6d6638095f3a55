/** One run at a time, however many ask for it and wait for it. */
export class SingleFlight {
  readonly #waiting = new Set<() => void>();
  #running: Promise<void> | undefined;

  /** The run under way, else undefined. */
  get running(): Promise<void> | undefined {
    return this.#running;
  }

  /** Only when there is no run under way. @param run - must not reject. */
  start(run: () => Promise<void>): Promise<void> {
    return (this.#running = this.#toItsEnd(run));
  }

  /**
   * Resolves with true when the run under way has ended or releases who waits, with false when `waitLimit` comes first. A caller
   * that has stopped waiting leaves nothing behind, however long the run takes.
   */
  released(waitLimit: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = (): void => resolve(true);
      const giveUp = (): void => {
        this.#waiting.delete(leave);
        resolve(false);
      };
      this.#waiting.add(leave);
      void waitLimit.then(giveUp);
    });
  }

  /** Lets go all who wait: what they wait for is there. */
  release(): void {
    for (const leave of this.#waiting) leave();
    this.#waiting.clear();
  }

  async #toItsEnd(run: () => Promise<void>): Promise<void> {
    await run();
    this.#running = undefined;
    this.release();
  }
}
