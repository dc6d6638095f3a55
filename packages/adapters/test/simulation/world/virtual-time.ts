export interface Appointment {
  readonly at: number;
  readonly happen: () => void;
  isCancelled: boolean;
}

/** Time that passes only when it is told to, with whatever happens in it in one order. */
export class VirtualTime {
  now = Date.parse('2026-11-22T12:00:00.000Z');
  /** Ascending; what is due first comes first. */
  #appointments: Appointment[] = [];

  in(ms: number, happen: () => void): Appointment {
    const appointment = { at: this.now + Math.max(0, ms), happen, isCancelled: false };
    this.#appointments.splice(this.#placeAfter(appointment.at), 0, appointment);
    return appointment;
  }

  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await settled();
    while ((this.#appointments[0]?.at ?? Infinity) <= end) {
      const { at, happen, isCancelled } = this.#appointments.shift()!;
      if (isCancelled) continue;
      this.now = at;
      happen();
      await settled();
    }
    this.now = end;
  }

  #placeAfter(at: number): number {
    let low = 0;
    let high = this.#appointments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#appointments[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** All that follows at once, streams included, has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** While it runs, timers go by the given time: the HTTP client has timers of its own. */
export async function withTimersOf<T>(time: VirtualTime, run: () => Promise<T>): Promise<T> {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const set = (happen: () => void, ms = 0): Appointment => time.in(ms, happen);
  const clear = (appointment?: Appointment): void => {
    if (appointment) appointment.isCancelled = true;
  };
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  try {
    return await run();
  } finally {
    Object.assign(globalThis, real);
  }
}
