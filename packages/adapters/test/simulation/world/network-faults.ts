import type { Fault, HubSpotPage, Upstreams } from '@contacts-gateway/adapters/sandbox';
import type { Trouble } from '../history/history.js';

type Results = HubSpotPage['results'];

const altered = (alter: (results: Results) => unknown[]): Fault => ({
  kind: 'alter',
  alter: (body) => {
    const page = body as Partial<HubSpotPage>;
    return Array.isArray(page.results) ? { ...page, results: alter(page.results as Results) } : body;
  },
});

const halved = (onOmitted: (id: string) => void): Fault =>
  altered((results) => {
    for (const { id } of results.slice(results.length / 2)) onOmitted(id);
    return results.slice(0, results.length / 2);
  });

const outOfOrder = altered((results) => [
  ...results.filter((_record, at) => at % 2 === 1),
  ...results.filter((_record, at) => at % 2 === 0),
]);

/** Beside what is archived, a contact that is not: as just after it was restored. */
const withLiving = (anyId: () => string | undefined): Fault =>
  altered((results) => {
    const [first] = results;
    const id = anyId();
    return first?.archived && id !== undefined ? [...results, { ...first, id }] : results.slice();
  });

const withoutContact = (onUnreadable: (id: string) => void): Fault =>
  altered(([first, ...others]) => {
    if (first) onUnreadable(first.id);
    return first ? [{ id: first.id, properties: 'none' }, ...others] : [];
  });

/**
 * Puts a fault before the next requests.
 *
 * @param anyId - of a contact that lives.
 * @param onUnreadable - told of each contact whose record arrives as none, or not at all where nobody can know that it should.
 */
export function addFault(
  { faults }: Upstreams['hubSpot'],
  { fault, times, operation }: Trouble & { readonly kind: 'fault' },
  anyId: () => string | undefined,
  onUnreadable: (id: string) => void,
): void {
  if (fault === 'half of the results')
    faults.next(halved(operation === 'list' ? onUnreadable : () => undefined), times, operation ?? 'search');
  else if (fault === 'results in no order')
    faults.next(outOfOrder, times, operation === 'batch-read' ? 'batch-read' : 'search');
  else if (fault === 'a record that is none')
    faults.next(withoutContact(onUnreadable), times, operation === 'list' ? 'list' : 'batch-read');
  else if (fault === 'a living contact in the archive') faults.next(withLiving(anyId), times, 'list');
  else faults.next(fault, times, operation);
}
