/** After so long others have their turn. */
const TURN_MS = 10;

export interface Turns {
  /** Unix time in milliseconds. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Takes steps to their end. What takes long keeps nobody waiting for longer than one of them. */
export async function inTurns<T>(steps: Generator<undefined, T>, { now, pause }: Turns): Promise<T> {
  let endsAt = now() + TURN_MS;
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (now() < endsAt) continue;
    await pause(0);
    endsAt = now() + TURN_MS;
  }
}
