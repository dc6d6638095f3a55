const BASE_MS = 1000;
const CAP_MS = 30_000;

/** Exponential back-off with full jitter: anything between nothing and 1, 2, 4, 8 … s after the nth attempt. */
export const fullJitterMs = (attempt: number, random: () => number): number =>
  random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
