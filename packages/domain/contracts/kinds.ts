/** What a part of a rig, or what a lever answers, has to be. */
export interface Kind<Rig = object> {
  /** What it is to be: "a list of texts". */
  readonly title: string;
  readonly holds: (value: unknown, rig: Readonly<Partial<Rig>>) => boolean;
  /** What it is to answer, where it is a function. */
  readonly answers?: Kind<Rig>;
}

/** By parts. */
export type Kinds<Rig> = { readonly [Part in keyof Rig]?: Kind<Rig> };

export const aFunction: Kind = { title: 'a function', holds: (value) => typeof value === 'function' };

export const answering = <Rig>(answers: Kind<Rig>): Kind<Rig> => ({ ...aFunction, answers });

/** An adapter, with the methods of its port. */
export const having = (...methods: readonly string[]): Kind => ({
  title: `an adapter with ${methods.map((method) => `${method}()`).join(', ')}`,
  holds: (value) =>
    typeof value === 'object' &&
    value !== null &&
    methods.every((method) => typeof Reflect.get(value, method) === 'function'),
});

export const anId: Kind = {
  title: 'an id: a text that is not empty',
  holds: (value) => typeof value === 'string' && value !== '',
};

export const aCount: Kind = {
  title: 'a whole number, 0 or more',
  holds: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};

export const someMilliseconds: Kind = {
  title: 'a number of milliseconds, 0 or more',
  holds: (value) => typeof value === 'number' && value >= 0 && value < Infinity,
};

export const aList: Kind = { title: 'a list', holds: Array.isArray };

const areSecrets = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' && each.trim() !== '');

/** @param revealing - parts that only an adapter has that holds a secret. */
export const secretsWith = <Rig>(...revealing: readonly (keyof Rig & string)[]): Kind<Rig> => ({
  title: `a list of texts that are not empty; of at least one where the rig has ${revealing.join(' or ')}, as there is a token then`,
  holds: (value, rig) => areSecrets(value) && (value.length > 0 || revealing.every((part) => rig[part] === undefined)),
});
