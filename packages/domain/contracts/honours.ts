import { type Adapter, type Contract, type Requirement, requirementsOf } from './contract.js';
import { refuseMisuse } from './misuse.js';
import { lackedBy, prove } from './prove.js';
import type { Runner } from './runner.js';
import { LONGEST_MS } from './waiting.js';

/** For opening, proving and closing: whatever takes too long, the contract says so before the test runner stops waiting. */
const TIMEOUT_MS = 3 * LONGEST_MS + 1000;

/**
 * Has a test runner find out whether an adapter honours a contract: one test for each requirement, and none is left out.
 *
 * @throws TypeError when it is used otherwise, with what to do instead.
 */
export function honours<Rig extends object>(
  adapter: Adapter<NoInfer<Rig>>,
  contract: Contract<Rig>,
  runner: Runner,
): void {
  refuseMisuse(adapter, contract, runner);
  const { describe, it } = runner;
  const used = new WeakSet();
  describe(`${adapter.name} honours ${contract.port}:`, () => {
    for (const requirement of requirementsOf(contract)) {
      const title = titleOf(adapter, contract, requirement);
      const test: unknown = it(title, () => prove(adapter, contract, requirement, used), TIMEOUT_MS);
      if (isTimed(test)) test.timeout(TIMEOUT_MS);
    }
  });
}

function titleOf<Rig extends object>(
  adapter: Adapter<Rig>,
  contract: Contract<Rig>,
  requirement: Requirement<Rig>,
): string {
  const steads = lackedBy(adapter, contract, requirement).map(({ why, stead }) => `${why}, and so it ${stead.title}`);
  return [requirement.title, ...steads].join('; in its stead: ');
}

/** A test of mocha is told how long it may take. */
const isTimed = (test: unknown): test is { timeout(ms: number): unknown } =>
  typeof (test as { readonly timeout?: unknown } | undefined)?.timeout === 'function';
