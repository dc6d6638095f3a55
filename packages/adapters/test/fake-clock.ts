import type { Clock } from '@contacts-gateway/adapters/hubspot';

/** A clock that jumps instead of waiting, and remembers for how long it was asked to. */
export class FakeClock implements Clock {
  time = Date.parse('2026-11-22T12:00:00.000Z');
  readonly slept: number[] = [];
  readonly now = (): number => this.time;
  readonly random = (): number => 0.5;
  readonly sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    this.slept.push(ms);
    this.time += ms;
  };
}
