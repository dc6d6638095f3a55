import type { Adapter, Contract, Requirement } from './contract.js';
import { aFunction, type Kind } from './kinds.js';
import type { Runner } from './runner.js';

/** What is wrong with how an adapter is proven, and not with the adapter: a sentence that says what to do. */
export class Misuse extends TypeError {}

/** The types may have been off. */
type Unchecked<T> = { readonly [Key in keyof T]?: unknown } | undefined;

/** @throws TypeError with what to do, when `honours` is not given what it takes. */
export function refuseMisuse<Rig>(adapter: Adapter<Rig>, contract: Contract<Rig>, runner: Runner): void {
  const given: Unchecked<Adapter<Rig>> = adapter;
  const name = given?.name;
  must(
    typeof name === 'string' && name.trim() !== '',
    'honours(): the adapter has no name. Give it one: it begins its tests.',
  );
  must(
    typeof given?.open === 'function',
    `${name}: open is no function. Give it one that opens a rig: an adapter that nothing has used, and the levers of its world.`,
  );
  const other = Object.keys(given).find((option) => !['name', 'open', 'cannot'].includes(option));
  must(
    other === undefined,
    `${name}: there is no option ${other}. Take it away: an adapter has a name, open() and cannot, and no requirement can be left out.`,
  );
  const of: Unchecked<Contract<Rig>> = contract;
  must(
    typeof of?.port === 'string' && Array.isArray(of.sections) && typeof of.parts === 'object',
    `${name}: there is no contract. Give honours() one as its second argument, such as cacheContract.`,
  );
  const under: Unchecked<Runner> = runner;
  must(
    typeof under?.describe === 'function' && typeof under.it === 'function',
    `${name}: there is no test runner. Give honours() its { describe, it } as its third argument.`,
  );
  refuseExcuses(adapter, contract);
}

function refuseExcuses<Rig>({ name, cannot }: Adapter<Rig>, { port, parts }: Contract<Rig>): void {
  const optional = Object.entries(parts).flatMap(([part, kind]) => (kind === 'required' ? [] : part));
  for (const [part, why] of Object.entries<unknown>(cannot ?? {})) {
    must(
      optional.includes(part),
      `${name}: no adapter may say that it cannot have ${part}. Of ${port} it may of: ${optional.join(', ')}.`,
    );
    must(typeof why === 'string' && why.trim() !== '', `${name}: say in words why it cannot have ${part}.`);
  }
}

/** @throws TypeError with what to do, when a rig lacks what a requirement needs, or has what its contract does not know. */
export function refuseRig<Rig>(
  rig: unknown,
  { name, cannot }: Adapter<Rig>,
  { port, parts, kinds = {} }: Contract<Rig>,
  { needs = [] }: Requirement<Rig>,
): asserts rig is Rig {
  must(typeof rig === 'object' && rig !== null, `${name}: open() answered no rig. Let it answer an object.`);
  const there = Object.entries(rig).flatMap(([part, value]) => (value === undefined ? [] : part));
  const known = Object.keys(parts);
  const unknown = there.find((part) => ![...known, 'close'].includes(part));
  must(
    unknown === undefined,
    `The rig of ${name} has a part ${unknown}. Take it away, or give it the name that ${port} knows: ${known.join(', ')}, close.`,
  );
  const excused = Object.keys(cannot ?? {});
  const both = excused.find((part) => there.includes(part));
  must(
    both === undefined,
    `The rig of ${name} has a ${both}, which \`cannot\` says it cannot have. Take one of them away.`,
  );
  const isMissing = (part: string): boolean => ![...there, ...excused].includes(part);
  const missing = Object.entries(parts).find(([part, kind]) => kind === 'required' && isMissing(part))?.[0];
  must(missing === undefined, `The rig of ${name} has no ${missing}. Give it one.`);
  const needed = needs.find(isMissing);
  must(
    needed === undefined,
    `The rig of ${name} has no ${needed}. Give it one, or say in \`cannot\` why there is none.`,
  );
  for (const [part, value] of Object.entries(rig) as [string, unknown][]) {
    const { title, holds } = (kinds as Readonly<Record<string, Kind<Rig>>>)[part] ?? aFunction;
    const isOf = value === undefined || holds(value, rig as Readonly<Partial<Rig>>);
    must(isOf, `The rig of ${name} has a ${part} of another kind than it is to be. Let it be ${title}.`);
  }
}

/** @throws Misuse when a rig is made of what an earlier one was, its levers aside. */
export function refuseSecondUse(rig: object, name: string, used: WeakSet<object>): void {
  for (const [part, value] of Object.entries(rig) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    must(!used.has(value), `${name}: open() answered the same ${part} twice. Let it open one that nothing has used.`);
    used.add(value);
  }
}

export function must(isSo: boolean, sentence: string, cause?: unknown): asserts isSo {
  if (!isSo) throw new Misuse(sentence, { cause });
}
