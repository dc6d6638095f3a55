import { Refusal } from '../../http/exchange.js';
import { invalidInput } from '../errors.js';
import type { Key } from './comparison.js';
import type { Filter } from './request.js';
import { tokenCondition } from './tokens.js';

export type Condition = (key: Key | null) => boolean;
type Parse = (value: string) => Key;

const required = <T>(filter: Filter, name: 'value' | 'highValue' | 'values', value: T | undefined): T => {
  if (value === undefined) throw new Refusal(invalidInput(`${filter.operator} takes a ${name}.`));
  return value;
};

/** Conditions on a property that has a value. */
const comparing =
  (holds: (key: Key, value: Key) => boolean) =>
  (filter: Filter, parse: Parse): Condition => {
    const value = parse(required(filter, 'value', filter.value));
    return (key) => key !== null && holds(key, value);
  };

/** An empty property has no value that could differ: `NEQ` and `NOT_IN` do not find it, as HubSpot's users keep finding out. */
const operators: Readonly<Record<string, (filter: Filter, parse: Parse) => Condition>> = {
  EQ: comparing((key, value) => key === value),
  NEQ: comparing((key, value) => key !== value),
  LT: comparing((key, value) => key < value),
  LTE: comparing((key, value) => key <= value),
  GT: comparing((key, value) => key > value),
  GTE: comparing((key, value) => key >= value),
  BETWEEN: (filter, parse) => {
    const low = parse(required(filter, 'value', filter.value));
    const high = parse(required(filter, 'highValue', filter.highValue));
    return (key) => key !== null && key >= low && key <= high;
  },
  IN: (filter, parse) => {
    const values = listed(filter, parse);
    return (key) => key !== null && values.has(key);
  },
  NOT_IN: (filter, parse) => {
    const values = listed(filter, parse);
    return (key) => key !== null && !values.has(key);
  },
  HAS_PROPERTY: () => (key) => key !== null,
  NOT_HAS_PROPERTY: () => (key) => key === null,
  CONTAINS_TOKEN: (filter) => {
    const holds = tokenCondition(required(filter, 'value', filter.value));
    return (key) => key !== null && holds(String(key));
  },
  NOT_CONTAINS_TOKEN: (filter) => {
    const holds = tokenCondition(required(filter, 'value', filter.value));
    return (key) => key !== null && !holds(String(key));
  },
};

export function conditionOf(filter: Filter, parse: Parse): Condition {
  const operator = Object.hasOwn(operators, filter.operator) ? operators[filter.operator] : undefined;
  if (!operator) throw new Refusal(invalidInput(`${filter.operator} is no operator.`));
  return operator(filter, parse);
}

/** Lists of text have to be in lower case to find anything: they are compared with the index as they are. */
function listed(filter: Filter, parse: Parse): Set<Key> {
  const values = required(filter, 'values', filter.values);
  return new Set(values.map((value) => (typeof parse(value) === 'string' ? value : parse(value))));
}
