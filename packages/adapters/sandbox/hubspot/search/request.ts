import { Refusal } from '../../http/exchange.js';
import { invalidInput, unparsableJson } from '../errors.js';
import { isObject, type JsonObject, jsonBody, strings } from '../json-body.js';

const LONGEST_BODY = 3000;
const MOST_GROUPS = 5;
const MOST_FILTERS_IN_A_GROUP = 6;
const MOST_FILTERS = 18;
const LARGEST_PAGE = 200;
const DEEPEST = 10_000;

export interface Filter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value?: string;
  readonly highValue?: string;
  readonly values?: readonly string[];
}

export interface Sort {
  readonly property: string;
  readonly descending: boolean;
}

export interface SearchRequest {
  /** A contact is found when it meets all filters of one group. */
  readonly groups: readonly (readonly Filter[])[];
  readonly query: string;
  readonly sort: Sort;
  readonly properties: readonly string[];
  readonly limit: number;
  /** How many of what was found come before the page. */
  readonly after: number;
}

export function searchRequestIn(body: string): SearchRequest {
  if (body.length > LONGEST_BODY)
    throw new Refusal(invalidInput(`The body is longer than ${LONGEST_BODY} characters.`));
  const input = jsonBody(body, 'PublicSearchRequest');
  const limit = wholeNumber(input, 'limit', 10);
  if (limit < 1 || limit > LARGEST_PAGE) throw new Refusal(invalidInput(`limit must be from 1 to ${LARGEST_PAGE}`));
  const after = wholeNumber(input, 'after', 0);
  if (after < 0 || after + limit > DEEPEST)
    throw new Refusal(invalidInput(`A search answers ${DEEPEST} results at most, however they are paged.`));
  const query = input['query'] ?? '';
  if (typeof query !== 'string') throw new Refusal(unparsableJson('Cannot deserialize query', 1, 1));
  const properties = strings(input['properties'], 'properties');
  return { groups: groupsIn(input), query, sort: sortIn(input), properties, limit, after };
}

function groupsIn({ filterGroups = [] }: JsonObject): Filter[][] {
  const groups = objects(filterGroups, 'filterGroups').map(({ filters = [] }) =>
    objects(filters, 'filters').map(filterOf),
  );
  const count = groups.reduce((sum, { length }) => sum + length, 0);
  if (groups.length > MOST_GROUPS || count > MOST_FILTERS || groups.some((g) => g.length > MOST_FILTERS_IN_A_GROUP))
    throw new Refusal(
      invalidInput(`At most ${MOST_GROUPS} groups of ${MOST_FILTERS_IN_A_GROUP} filters, and ${MOST_FILTERS} in all.`),
    );
  return groups;
}

function filterOf({ propertyName, operator, value, highValue, values }: JsonObject): Filter {
  if (typeof propertyName !== 'string' || typeof operator !== 'string')
    throw new Refusal(unparsableJson('Cannot build Filter, some of required attributes are not set'));
  return {
    propertyName,
    operator,
    ...(value != null && { value: scalar(value) }),
    ...(highValue != null && { highValue: scalar(highValue) }),
    ...(values != null && { values: strings(values, 'values') }),
  };
}

/** Without one the oldest contact comes first. */
function sortIn({ sorts = [] }: JsonObject): Sort {
  if (!Array.isArray(sorts)) throw new Refusal(unparsableJson('Cannot deserialize sorts', 1, 1));
  if (sorts.length > 1) throw new Refusal(invalidInput('Only one sort is allowed.'));
  const sort: unknown = sorts[0] ?? 'createdate';
  if (typeof sort === 'string') return { property: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
  const { propertyName, direction = 'ASCENDING' } = isObject(sort) ? sort : {};
  if (typeof propertyName !== 'string' || (direction !== 'ASCENDING' && direction !== 'DESCENDING'))
    throw new Refusal(unparsableJson('Cannot build Sort', 1, 1));
  return { property: propertyName, descending: direction === 'DESCENDING' };
}

/** HubSpot takes numbers for strings here. */
function scalar(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new Refusal(unparsableJson('Cannot deserialize a filter', 1, 1));
  return String(value);
}

function objects(value: unknown, name: string): JsonObject[] {
  if (!Array.isArray(value) || !value.every(isObject))
    throw new Refusal(unparsableJson(`Cannot deserialize ${name}`, 1, 1));
  return value;
}

function wholeNumber(input: JsonObject, name: string, otherwise: number): number {
  const value = input[name] ?? otherwise;
  const number = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) throw new Refusal(unparsableJson(`Cannot deserialize ${name}`, 1, 1));
  return number;
}
