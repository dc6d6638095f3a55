import type { Properties } from '../account/seeded-contacts.js';

/** The JSON object that a command was given. Whatever does not fit throws an Error with a sentence. */
export class Input {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  static parse(body: string): Input {
    let value: unknown;
    try {
      value = JSON.parse(body || '{}');
    } catch {
      throw new Error('The body is not JSON.');
    }
    if (!isObject(value)) throw new Error('The body is not a JSON object.');
    return new Input(value);
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.#fields[name];
  }

  flag(name: string): boolean {
    const value = this.#fields[name] ?? false;
    if (typeof value !== 'boolean') throw new Error(`${name} is true or false.`);
    return value;
  }

  wholeNumber(name: string, otherwise: number): number {
    const value = this.#fields[name] ?? otherwise;
    if (value !== otherwise && (!Number.isSafeInteger(value) || (value as number) < 0))
      throw new Error(`${name} is a whole number.`);
    return value as number;
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.#fields[name] as T;
    if (!choices.includes(value)) throw new Error(`${name} is one of ${choices.join(', ')}.`);
    return value;
  }

  id(name: string): string {
    return idIn(this.#fields[name], name);
  }

  ids(name: string): string[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) throw new Error(`${name} is an array of ids.`);
    return value.map((id: unknown) => idIn(id, name));
  }

  properties(): Properties {
    const value = this.#fields['properties'] ?? {};
    if (!isObject(value) || !Object.values(value).every((each) => each === null || typeof each === 'string'))
      throw new Error('properties is an object of strings and nulls.');
    return value as Properties;
  }
}

function idIn(value: unknown, name: string): string {
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`${name} is an id.`);
  return String(value);
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
