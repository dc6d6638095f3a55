import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';

export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A parameter's text, and whether its schema allows it. */
export interface Value {
  readonly text: string;
  readonly fits: boolean;
}

const ajv = new Ajv2020({ strict: false });

const odd = [
  '',
  ' ',
  '+',
  '0',
  '-1',
  '1e2',
  '01',
  '1.0',
  'null',
  '\0',
  '.',
  '..',
  '"',
  '*',
  'é',
  '\u{1f600}',
  '\u0130',
];

/** Texts of any kind; in no encoding yet. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 200 }),
  fc.integer().map(String),
);

/**
 * Values within a schema and outside it, about as many of either.
 *
 * @param known - texts that mean something to the service.
 */
export function values(schema: Schema, known: readonly string[]): fc.Arbitrary<Value> {
  const validate = ajv.compile(schema);
  const fits = (text: string): boolean =>
    validate(schema.type === 'integer' && /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : text);
  return fc.oneof(likely(schema, known), texts).map((text) => ({ text, fits: fits(text) }));
}

function likely(schema: Schema, known: readonly string[]): fc.Arbitrary<string> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum!, max: schema.maximum! }).map(String);
  return schema.pattern === undefined ? fc.constantFrom(...known) : fc.stringMatching(new RegExp(schema.pattern));
}
