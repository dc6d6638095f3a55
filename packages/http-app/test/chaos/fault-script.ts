import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './faults.js';
import type { Stage } from './stage.js';

const ROUNDS = 50;

/** All faults again and again, each round in another order, until it is told to end; at the end all are over. */
export async function runFaults(
  faults: Readonly<Record<string, Fault>>,
  stage: Stage,
  seed: number,
  goesOn: () => boolean,
  onFault: (name: string) => void,
): Promise<void> {
  const names = Object.keys(faults);
  const round = fc.shuffledSubarray(names, { minLength: names.length });
  const lengths = fc.array(fc.noBias(fc.integer({ min: 1500, max: 5000 })), { minLength: names.length });
  for (const [order, ms] of fc.sample(fc.tuple(round, lengths), { seed, numRuns: ROUNDS }))
    for (const [index, name] of order.entries()) {
      if (!goesOn()) return;
      if (await faults[name]!(stage, ms[index]!)) onFault(name);
      await delay(ms[index]);
    }
}
