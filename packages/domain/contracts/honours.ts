import type { Adapter, Contract } from './contract.js';
import { prove } from './prove.js';

/** What mocha, vitest and node:test have in common. */
export interface Runner {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: {
    (title: string, test: () => Promise<void>): unknown;
    skip(title: string, test: () => Promise<void>): unknown;
  };
}

/**
 * Has a test runner find out whether an adapter honours a contract: one test for each requirement.
 *
 * @throws TypeError when `cannot` names what no requirement needs.
 */
export function honours<Rig extends object>(
  adapter: Adapter<NoInfer<Rig>>,
  contract: Contract<Rig>,
  { describe, it }: Runner,
): void {
  const { name, cannot = {} } = adapter;
  const reasons = new Map(Object.entries<string | undefined>(cannot));
  const needed = new Set<string>(contract.requirements.flatMap(({ needs = [] }) => needs));
  for (const part of reasons.keys())
    if (!needed.has(part)) throw new TypeError(`${name}: no requirement of ${contract.port} needs ${part}`);
  describe(`${name} honours ${contract.port}:`, () => {
    for (const requirement of contract.requirements) {
      const test = (): Promise<void> => prove(adapter, contract, requirement);
      const why = requirement.needs?.flatMap((part) => reasons.get(part) ?? []) ?? [];
      if (why.length === 0) it(requirement.title, test);
      else it.skip(`${requirement.title} (not shown: ${why.join('; ')})`, test);
    }
  });
}
