/** By requirement, by what is done wrong: how to spoil a rig so that its adapter breaks that promise. */
export type Saboteurs<Rig> = Readonly<Record<string, Readonly<Record<string, (rig: Rig) => Partial<Rig>>>>>;
