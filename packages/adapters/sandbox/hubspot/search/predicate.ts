import type { HubSpotSwitches } from '../switches.js';
import { comparisonOf } from './comparison.js';
import { conditionOf } from './operators.js';
import type { Filter, SearchRequest } from './request.js';
import type { Row } from './row.js';
import { queryCondition } from './tokens.js';

export type Predicate = (row: Row) => boolean;

const NEED_NO_PERSON = ['hs_object_id', 'lastmodifieddate', 'createdate'];
const cost = ({ propertyName }: Filter): number => (NEED_NO_PERSON.includes(propertyName) ? 0 : 1);

export function predicateOf({ groups, query }: SearchRequest, switches: HubSpotSwitches): Predicate {
  const alternatives = groups.map((group) => allOf(group, switches));
  const meetsGroups: Predicate =
    alternatives.length === 0 ? () => true : (row) => alternatives.some((alternative) => alternative(row));
  if (query === '') return meetsGroups;
  const meetsQuery = queryCondition(query);
  return (row) => meetsGroups(row) && meetsQuery((property) => row.text(property));
}

/** The cheap filters first. */
function allOf(filters: readonly Filter[], switches: HubSpotSwitches): Predicate {
  const conditions = filters
    .toSorted((a, b) => cost(a) - cost(b))
    .map((filter): Predicate => {
      const comparison = comparisonOf(filter.propertyName, switches);
      const holds = conditionOf(filter, comparison.parse);
      return (row) => holds(comparison.keyOf(row));
    });
  return (row) => conditions.every((condition) => condition(row));
}
