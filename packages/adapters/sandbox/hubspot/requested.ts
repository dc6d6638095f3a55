import { Refusal } from '../http/exchange.js';
import { unparsableParameter } from './errors.js';

const DEFAULT_PROPERTIES = ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'];
const ALWAYS = ['createdate', 'hs_object_id', 'lastmodifieddate'];

/** The properties that an answer shows of each contact. */
export interface Requested {
  /** Alphabetical, with those that are always there. */
  readonly properties: readonly string[];
  readonly withHistory: readonly string[];
}

export function requested(properties: readonly string[], withHistory: readonly string[] = []): Requested {
  const shown = properties.length > 0 ? [...properties, ...ALWAYS] : DEFAULT_PROPERTIES;
  return { properties: [...new Set(shown)].sort(), withHistory: [...new Set(withHistory)].sort() };
}

/** In a query `properties=a,b` and `properties=a&properties=b` both work. */
export function requestedIn(query: URLSearchParams): Requested {
  const named = (parameter: string): string[] =>
    query
      .getAll(parameter)
      .flatMap((names) => names.split(','))
      .filter((name) => name !== '');
  return requested(named('properties'), named('propertiesWithHistory'));
}

export function archivedIn(query: URLSearchParams): boolean {
  const value = query.get('archived') ?? 'false';
  if (value !== 'true' && value !== 'false') throw new Refusal(unparsableParameter('archived'));
  return value === 'true';
}
