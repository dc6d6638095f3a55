import { AssertionError } from 'node:assert/strict';
import type { Adapter, Contract, Requirement } from './contract.js';

/** Runs one requirement against a rig of its own. What goes wrong in opening the rig is not blamed on the adapter. */
export async function prove<Rig extends object>(
  adapter: Adapter<Rig>,
  contract: Contract<Rig>,
  requirement: Requirement<Rig>,
): Promise<void> {
  const { name } = adapter;
  const rig = await adapter.open();
  try {
    for (const part of requirement.needs ?? [])
      if (rig[part] === undefined)
        throw new TypeError(`The rig of ${name} has no ${part}: give it one, or say in \`cannot\` why there is none.`);
    await requirement.prove(rig as Required<Rig>).catch((error: unknown) => {
      throw brokenPromise(`${name} breaks a promise of ${contract.port}, "${requirement.title}"`, error);
    });
  } finally {
    await rig.close?.();
  }
}

function brokenPromise(promise: string, cause: unknown): Error {
  if (!(cause instanceof AssertionError)) {
    const thrown = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    return Object.assign(new AssertionError({ message: `${promise}: it threw ${thrown}` }), { cause });
  }
  const { message, actual, expected, operator } = cause;
  const error = new AssertionError({ message: `${promise}: ${message}`, actual, expected, operator });
  return Object.assign(error, { cause });
}
