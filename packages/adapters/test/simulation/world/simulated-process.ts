import type { Clock } from '@contacts-gateway/adapters/hubspot';
import type { Chance } from './chance.js';
import type { VirtualTime } from './virtual-time.js';

/** A process with a clock of its own, which can be killed: what would happen to it then never happens. */
export class SimulatedProcess implements Clock {
  isDead = false;
  readonly clockAheadMs: number;
  readonly random: () => number;
  readonly #time: VirtualTime;

  constructor(time: VirtualTime, chance: Chance, clockAheadMs: number) {
    this.#time = time;
    this.clockAheadMs = clockAheadMs;
    this.random = chance.next;
  }

  readonly now = (): number => this.#time.now + this.clockAheadMs;

  readonly pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.#time.in(ms, () => {
        if (!this.isDead) resolve();
      });
    });

  readonly sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    const paused = this.pause(ms);
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => reject(new Error('cancelled'));
      signal.addEventListener('abort', abort, { once: true });
      void paused.finally(() => signal.removeEventListener('abort', abort)).then(resolve);
    });
  };
}
