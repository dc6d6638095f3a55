import { AssertionError } from 'node:assert/strict';
import type { Adapter, Contract, Opened, Requirement, Stead } from './contract.js';
import { shown } from './failure.js';
import { withLevers } from './levers.js';
import { Misuse, refuseRig, refuseSecondUse } from './misuse.js';
import { LONGEST_MS, within } from './waiting.js';

/**
 * Runs one requirement against rigs of its own, or what is proven in its stead. What goes wrong with the rig is not blamed on
 * the adapter, and nothing is waited for longer than LONGEST_MS: some test runners would for ever.
 *
 * @param used - what earlier rigs were made of.
 */
export async function prove<Rig extends object>(
  adapter: Adapter<Rig>,
  contract: Contract<Rig>,
  requirement: Requirement<Rig>,
  used: WeakSet<object>,
): Promise<void> {
  const { name } = adapter;
  const promise = `${name} breaks a promise of ${contract.port}, "${requirement.title}"`;
  const opened: Opened<Rig>[] = [];
  const open = async (): Promise<Rig> => {
    const rig = await inTime(`${name}: open()`, async () => await adapter.open());
    opened.push(rig);
    refuseRig(rig, adapter, contract, requirement);
    refuseSecondUse(rig, name, used);
    return withLevers(rig, name, contract);
  };
  const another = async (): Promise<Required<Rig>> => (await open()) as Required<Rig>;
  try {
    const rig = await open();
    const lacked = lackedBy(adapter, contract, requirement);
    if (lacked.length === 0) await kept(promise, async () => await requirement.prove(rig as Required<Rig>, another));
    for (const { part, stead } of lacked)
      await kept(`${promise}, in whose stead, as it has no ${part}, it "${stead.title}"`, () => stead.prove(rig));
  } finally {
    await Promise.all(opened.map(async (rig) => await closed(rig, name)));
  }
}

async function closed(opened: Opened<object>, name: string): Promise<void> {
  const { close } = (opened as Partial<Opened<object>> | undefined) ?? {};
  if (typeof close === 'function') await inTime(`${name}: close()`, async () => await close.call(opened));
}

/** What a requirement needs and the adapter says that it cannot have, and what is proven in the stead of it. */
export const lackedBy = <Rig>(
  { cannot }: Adapter<Rig>,
  { parts }: Contract<Rig>,
  { needs = [] }: Requirement<Rig>,
): readonly { readonly part: string; readonly why: string; readonly stead: Stead<Rig> }[] =>
  needs.flatMap((part) => {
    const why = (cannot as Readonly<Record<string, string | undefined>> | undefined)?.[part];
    return why === undefined ? [] : [{ part, why, stead: parts[part] as Stead<Rig> }];
  });

/** What it comes to, in its own name. */
async function inTime<T>(what: string, work: () => Promise<T>): Promise<T> {
  const late = new Misuse(`${what} has not come back within ${LONGEST_MS} ms`);
  const done = work().catch((error: unknown) => {
    throw new Misuse(`${what} threw ${shown(error)}`, { cause: error });
  });
  return await within(LONGEST_MS, late, done);
}

async function kept(promise: string, proving: () => Promise<void>): Promise<void> {
  const late = new AssertionError({ message: `it has not come to an end within ${LONGEST_MS} ms` });
  await within(LONGEST_MS, late, proving()).catch((error: unknown) => {
    throw error instanceof Misuse ? error : broken(promise, error);
  });
}

function broken(promise: string, cause: unknown): Error {
  if (!(cause instanceof AssertionError))
    return Object.assign(new AssertionError({ message: `${promise}: it threw ${shown(cause)}` }), { cause });
  const { message, actual, expected, operator } = cause;
  const error = new AssertionError({ message: `${promise}: ${message}`, actual, expected, operator });
  return Object.assign(error, { cause: cause.cause ?? cause });
}
