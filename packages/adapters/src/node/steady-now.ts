/**
 * A clock that follows the wall clock forward, as after a suspension of the machine, and never back: a clock that is set
 * back must not make old contacts fresh. Both arguments and the result are in milliseconds.
 */
export function steadyNow(wall: () => number, monotonic: () => number): () => number {
  let aheadMs = -Infinity;
  return () => {
    const elapsedMs = monotonic();
    aheadMs = Math.max(aheadMs, wall() - elapsedMs);
    return elapsedMs + aheadMs;
  };
}
