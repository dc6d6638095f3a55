import type { SeededContacts } from '../../account/seeded-contacts.js';
import type { HubSpotSwitches } from '../switches.js';
import { comparisonOf } from './comparison.js';
import type { Filter, SearchRequest } from './request.js';
import type { SeededColumns, SortColumn } from './seeded-columns.js';

/** Properties that a column keeps, under whichever name: undefined for all others. */
export function columnOf(property: string, { idComparison }: HubSpotSwitches): SortColumn | undefined {
  if (property === 'hs_object_id') return idComparison === 'number' ? 'id' : 'lexical-id';
  return property === 'createdate' || property === 'lastmodifieddate' ? property : undefined;
}

/** Ascending indexes of a column's order: from `start` up to, and without, `end`. */
export interface Stretch {
  readonly column: SortColumn;
  readonly start: number;
  readonly end: number;
}

/**
 * The shortest stretch of a column that holds everything that is searched for: a search for what was modified lately
 * must not visit a million contacts.
 */
export function candidates(
  { groups }: SearchRequest,
  contacts: SeededContacts,
  columns: SeededColumns,
  switches: HubSpotSwitches,
): Stretch | undefined {
  const properties = new Set(groups.flat().map(({ propertyName }) => propertyName));
  let shortest: Stretch | undefined;
  for (const property of properties) {
    const column = columnOf(property, switches);
    const { low, high } = hull(groups, property, switches);
    if (!column || (low === -Infinity && high === Infinity)) continue;
    const start = columns.firstFrom(column, low);
    const end = high === Infinity ? contacts.count : columns.firstFrom(column, high, true);
    if (!shortest || end - start < shortest.end - shortest.start) shortest = { column, start, end };
  }
  return shortest;
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Wide enough for every group: what one group leaves open is open. */
function hull(groups: SearchRequest['groups'], property: string, switches: HubSpotSwitches): Bounds {
  const each = groups.map((group) => {
    const bounds = group.filter(({ propertyName }) => propertyName === property).map((f) => boundsOf(f, switches));
    return {
      low: Math.max(-Infinity, ...bounds.map((b) => b.low)),
      high: Math.min(Infinity, ...bounds.map((b) => b.high)),
    };
  });
  return { low: Math.min(...each.map((b) => b.low)), high: Math.max(...each.map((b) => b.high)) };
}

function boundsOf({ propertyName, operator, value, highValue }: Filter, switches: HubSpotSwitches): Bounds {
  const { parse } = comparisonOf(propertyName, switches);
  const at = (text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : Number(parse(text));
  const low = ['EQ', 'GT', 'GTE', 'BETWEEN'].includes(operator) ? at(value, -Infinity) : -Infinity;
  if (operator === 'BETWEEN') return { low, high: at(highValue, Infinity) };
  return { low, high: ['EQ', 'LT', 'LTE'].includes(operator) ? at(value, Infinity) : Infinity };
}
