import type { Kinds } from './kinds.js';

/** What a port promises, as data. */
export interface Contract<Rig> {
  /** The name of the port. */
  readonly port: string;
  readonly sections: readonly Section<Rig>[];
  /** Every part of a rig: one that each rig has, or what is proven of an adapter whose rig cannot have it. */
  readonly parts: { readonly [Part in keyof Rig]-?: object extends Pick<Rig, Part> ? Stead<Rig> : 'required' };
  /** What its parts are to be, where that is more than a function. */
  readonly kinds?: Kinds<Rig>;
}

/** Requirements that belong together. */
export interface Section<Rig> {
  /** What they are about. */
  readonly title: string;
  readonly requirements: readonly Requirement<Rig>[];
}

/** One thing that callers of a port may rely on. */
export interface Requirement<Rig> {
  /** A sentence about the adapter. */
  readonly title: string;
  /** The optional parts of a rig without which it cannot be shown; it uses no others. */
  readonly needs?: readonly OptionalPart<Rig>[];
  /**
   * Rejects when it is not met.
   *
   * @param another - opens one more rig, of the same adapter and of a world of its own.
   */
  prove(rig: Required<Rig>, another: () => Promise<Required<Rig>>): Promise<void>;
}

/** What is proven in the stead of requirements that need a part which a rig cannot have. */
export interface Stead<Rig> {
  /** A sentence about the adapter. */
  readonly title: string;
  /** Rejects when the adapter is one that the part would be about. */
  prove(rig: Rig): Promise<void>;
}

/** A part that a rig may lack, when the adapter says why. */
export type OptionalPart<Rig> = { [Part in keyof Rig]-?: object extends Pick<Rig, Part> ? Part : never }[keyof Rig] &
  string;

/** An adapter that is to honour a contract. */
export interface Adapter<Rig> {
  readonly name: string;
  /** A rig of its own for each requirement, for some two: an adapter that nothing has used, and the levers of the world behind it. */
  open(): Opened<Rig> | Promise<Opened<Rig>>;
  /**
   * Why there can be no such part of the rig: "it is the memory of one process". What needs it is not left out: of an adapter
   * that says so, something else is proven in its stead.
   */
  readonly cannot?: Readonly<Partial<Record<OptionalPart<Rig>, string>>>;
}

export type Opened<Rig> = Rig & {
  /** Called after the requirement, met or not. */
  readonly close?: () => void | Promise<void>;
};

/** In the order in which they are proven. */
export const requirementsOf = <Rig>({ sections }: Contract<Rig>): readonly Requirement<Rig>[] =>
  sections.flatMap(({ requirements }) => requirements);
