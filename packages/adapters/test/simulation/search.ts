import fc from 'fast-check';
import { histories } from './history/histories.js';
import type { History } from './history/history.js';
import { simulated } from './simulation.js';
import type { Sabotage } from './world/instance.js';

export interface Search {
  readonly runs: number;
  readonly seed: number;
  /** Of a history that failed before. */
  readonly path?: string | undefined;
  /** For so long a history that fails is made smaller. */
  readonly shrinkMs: number;
  readonly sabotage?: Sabotage;
  /** Told after each history. */
  readonly onRun?: (tally: Tally) => void;
}

export interface Tally {
  histories: number;
  versions: number;
  deltas: number;
  unknownVersions: number;
  requests: number;
}

export interface Verdict extends Tally {
  readonly failure: Failure | undefined;
}

interface Failure {
  /** As small as it could be made in time. */
  readonly history: History;
  readonly violations: readonly string[];
  readonly path: string;
}

/** Looks for a history with which something goes wrong. The same search finds the same. */
export async function searched({
  runs,
  seed,
  path,
  shrinkMs,
  sabotage = (source) => source,
  onRun,
}: Search): Promise<Verdict> {
  const tally: Tally = { histories: 0, versions: 0, deltas: 0, unknownVersions: 0, requests: 0 };
  let violations: readonly string[] = [];
  let failedAt = Infinity;
  const property = fc.asyncProperty(histories, async (history) => {
    if (performance.now() - failedAt >= shrinkMs) return;
    const outcome = await simulated(history, sabotage);
    tally.histories += 1;
    for (const key of ['versions', 'deltas', 'unknownVersions', 'requests'] as const) tally[key] += outcome[key];
    onRun?.(tally);
    if (outcome.violations.length === 0) return;
    violations = outcome.violations;
    failedAt = Math.min(failedAt, performance.now());
    throw new Error('violated');
  });
  const { failed, counterexample, counterexamplePath } = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  const failure = failed ? { history: counterexample![0], violations, path: counterexamplePath! } : undefined;
  return { ...tally, failure };
}
