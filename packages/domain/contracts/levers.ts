import type { Contract } from './contract.js';
import { shown } from './failure.js';
import type { Kind } from './kinds.js';
import { Misuse, must } from './misuse.js';
import { LONGEST_MS, within } from './waiting.js';

/** A rig whose levers say of their own faults that they are theirs, so that they are not blamed on the adapter. */
export function withLevers<Rig extends object>(rig: Rig, name: string, { kinds = {} }: Contract<Rig>): Rig {
  const leverOf = (part: string, pull: (...given: unknown[]) => unknown) => {
    const lever = `The rig of ${name}: ${part}()`;
    const answers = (kinds as Readonly<Record<string, Kind<Rig>>>)[part]?.answers;
    const failed = (error: unknown): never => {
      throw new Misuse(`${lever} threw ${shown(error)}`, { cause: error });
    };
    const checked = (answer: unknown): unknown => {
      const isOf = !answers || answers.holds(answer, rig);
      must(isOf, `${lever} answered something of another kind than it is to. Let it answer ${answers?.title}.`);
      return answer;
    };
    return (...given: unknown[]): unknown => {
      let answer: unknown;
      try {
        answer = pull.apply(rig, given);
      } catch (error) {
        return failed(error);
      }
      if (!(answer instanceof Promise)) return checked(answer);
      const late = new Misuse(`${lever} has not come back within ${LONGEST_MS} ms`);
      return within(LONGEST_MS, late, answer.catch(failed)).then(checked);
    };
  };
  const parts = Object.entries(rig).map(([part, value]: [string, unknown]) => [
    part,
    typeof value === 'function' ? leverOf(part, value as (...given: unknown[]) => unknown) : value,
  ]);
  return Object.fromEntries(parts) as Rig;
}
