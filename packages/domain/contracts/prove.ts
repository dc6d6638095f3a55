import { AssertionError } from 'node:assert/strict';
import type { Adapter, Contract, Requirement, Stead } from './contract.js';
import { refuseRig } from './misuse.js';

/**
 * Runs one requirement against a rig of its own, or what is proven in its stead. What goes wrong in opening the rig is not
 * blamed on the adapter.
 */
export async function prove<Rig extends object>(
  adapter: Adapter<Rig>,
  contract: Contract<Rig>,
  requirement: Requirement<Rig>,
): Promise<void> {
  const { name } = adapter;
  const promise = `${name} breaks a promise of ${contract.port}, "${requirement.title}"`;
  const rig = await adapter.open();
  try {
    refuseRig(rig, adapter, contract, requirement);
    const lacked = lackedBy(adapter, contract, requirement);
    if (lacked.length === 0)
      await requirement.prove(rig as Required<Rig>).catch((error: unknown) => {
        throw broken(promise, error);
      });
    for (const { part, stead } of lacked)
      await stead.prove(rig).catch((error: unknown) => {
        throw broken(`${promise}, in whose stead, as it has no ${part}, it "${stead.title}"`, error);
      });
  } finally {
    await (rig as { readonly close?: () => void | Promise<void> } | undefined)?.close?.();
  }
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

function broken(promise: string, cause: unknown): Error {
  if (!(cause instanceof AssertionError)) {
    const thrown = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    return Object.assign(new AssertionError({ message: `${promise}: it threw ${thrown}` }), { cause });
  }
  const { message, actual, expected, operator } = cause;
  const error = new AssertionError({ message: `${promise}: ${message}`, actual, expected, operator });
  return Object.assign(error, { cause });
}
