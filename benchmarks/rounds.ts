import { measure, type Measurement } from './measure.js';
import type { MeasuredProcess } from './measured-process.js';
import type { Scenario } from './scenarios.js';

export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  /** How often a bar that is missed is tried, the first time included. */
  readonly tries: number;
}

/** Of the service beside another, over the rounds. */
export interface Ratios {
  /** Of requests in the same time; undefined when no round was valid. */
  readonly requests: number | undefined;
  /** Of CPU time per request: the other's by the service's, so that more is better here too. */
  readonly cpu: number;
  readonly validRounds: number;
}

/** What is measured in turns is disturbed alike; a round that nobody saw warms up both. */
export async function compare(
  service: MeasuredProcess,
  other: MeasuredProcess,
  { headers, status }: Pick<Scenario, 'headers' | 'status'>,
  { rounds, seconds }: Omit<Effort, 'tries'>,
): Promise<Ratios> {
  const pairs: [Measurement, Measurement][] = [];
  for (let round = 0; round <= rounds; round += 1)
    pairs.push([
      await measure(other, { headers, status, seconds }),
      await measure(service, { headers, status, seconds }),
    ]);
  const seen = pairs.slice(1);
  const valid = seen.filter((pair) => !pair.some(({ isVoid }) => isVoid));
  return {
    requests: median(valid.map(([theirs, ours]) => ours.requestsPerSecond / theirs.requestsPerSecond)),
    cpu: median(seen.map(([theirs, ours]) => theirs.cpuUs / ours.cpuUs).filter(Number.isFinite)) ?? Number.NaN,
    validRounds: valid.length,
  };
}

const median = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
