import { type Adapter, type Contract, type Requirement, requirementsOf } from './contract.js';
import { refuseMisuse } from './misuse.js';
import { lackedBy, prove } from './prove.js';
import type { Runner } from './runner.js';

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
  describe(`${adapter.name} honours ${contract.port}:`, () => {
    for (const requirement of requirementsOf(contract))
      it(titleOf(adapter, contract, requirement), () => prove(adapter, contract, requirement));
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
