import type { SimulatedTime } from './simulated-time.js';

/** A process that can be paused and killed: what would happen to it then happens later, or never. */
export class SimulatedProcess {
  isDead = false;
  readonly #time: SimulatedTime;
  #pausedUntil = 0;

  constructor(time: SimulatedTime) {
    this.#time = time;
  }

  get isPaused(): boolean {
    return this.#pausedUntil > this.#time.now;
  }

  pause(ms: number): void {
    this.#pausedUntil = this.#time.now + ms;
  }

  after(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const arrive = (): void => {
        if (this.isPaused) this.#time.in(this.#pausedUntil - this.#time.now, arrive);
        else if (!this.isDead) resolve();
      };
      this.#time.in(ms, arrive);
    });
  }
}
