import { Refusal } from '../../http/exchange.js';
import { invalidInput } from '../errors.js';
import type { HubSpotSwitches } from '../switches.js';
import { lexicalKey } from './lexical-key.js';
import { dateOf, type DateProperty } from './date-property.js';
import type { Row } from './row.js';

export type Key = number | string;

/** How search compares one property. */
export interface Comparison {
  /** Null when the property is empty. */
  readonly keyOf: (row: Row) => Key | null;
  /** What a filter's value stands for. */
  readonly parse: (value: string) => Key;
}

export function comparisonOf(property: string, switches: HubSpotSwitches): Comparison {
  if (property === 'hs_object_id') return switches.idComparison === 'number' ? idsAsNumbers : idsAsText;
  if (property === 'createdate' || property === 'lastmodifieddate') return dates(property);
  return text(property);
}

const idsAsNumbers: Comparison = {
  keyOf: ({ id }) => id,
  parse: (value) => number(value, Number),
};

const idsAsText: Comparison = {
  keyOf: ({ id }) => lexicalKey(id),
  parse: (value) => lexicalKey(number(value, Number)),
};

const dates = (property: DateProperty): Comparison => ({
  keyOf: (row) => row.date(property),
  parse: (value) => number(value, dateOf),
});

/** The index holds text in lower case. */
const text = (property: string): Comparison => ({
  keyOf: (row) => row.text(property)?.toLowerCase() || null,
  parse: (value) => value.toLowerCase(),
});

function number(value: string, read: (value: string) => number): number {
  const key = value.trim() === '' ? NaN : read(value);
  if (Number.isNaN(key)) throw new Refusal(invalidInput(`A filter's value is neither a number nor a date.`));
  return key;
}
