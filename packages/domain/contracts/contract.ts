/** What a port promises, as data. */
export interface Contract<Rig> {
  /** The name of the port. */
  readonly port: string;
  readonly requirements: readonly Requirement<Rig>[];
}

/** One thing that callers of a port may rely on. */
export interface Requirement<Rig> {
  readonly title: string;
  /** The optional parts of a rig without which it cannot be shown; it uses no others. */
  readonly needs?: readonly OptionalPart<Rig>[];
  /** Rejects when it is not met. */
  prove(rig: Required<Rig>): Promise<void>;
}

/** A part that a rig may lack, when the adapter says why. */
export type OptionalPart<Rig> = { [Part in keyof Rig]-?: object extends Pick<Rig, Part> ? Part : never }[keyof Rig] &
  string;

/** An adapter that is to honour a contract. */
export interface Adapter<Rig> {
  readonly name: string;
  /** A rig of its own for each requirement: an adapter that nothing has used, and the levers of the world behind it. */
  open(): Opened<Rig> | Promise<Opened<Rig>>;
  /** Why there is no such part of the rig. The requirements that need it are skipped, with this in their titles. */
  readonly cannot?: Readonly<Partial<Record<OptionalPart<Rig>, string>>>;
}

export type Opened<Rig> = Rig & {
  /** Called after the requirement, met or not. */
  readonly close?: () => void | Promise<void>;
};
