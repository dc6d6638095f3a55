import { inspect } from 'node:util';

/** Everything that a careless log could print of a value, causes and hidden properties included. */
export const exposed = (value: unknown): string =>
  `${inspect(value, { depth: null, showHidden: true })} ${JSON.stringify(value)} ${String(value)}`;

export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );
