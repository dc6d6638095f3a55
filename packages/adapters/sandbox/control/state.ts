import type { Account } from '../account/account.js';
import type { Upstreams } from '../upstreams.js';

export function stateOf({ hubSpot, nango }: Upstreams): unknown {
  return {
    contacts: hubSpot.account.liveCount,
    archived: hubSpot.account.archivedCount,
    hubSpot: {
      requests: hubSpot.requests,
      operations: hubSpot.operations,
      walks: hubSpot.walks,
      faultsWaiting: hubSpot.faults.waiting,
      switches: hubSpot.switches,
    },
    nango: {
      requests: nango.requests,
      forcedRefreshes: nango.forcedRefreshes,
      faultsWaiting: nango.faults.waiting,
      switches: nango.switches,
    },
  };
}

/** The truth, a stretch of it at a time. */
export function contactsIn(account: Account, after: number, limit: number): unknown {
  const contacts: unknown[] = [];
  for (const contact of account.contacts(after + 1)) {
    if (contacts.length === limit) break;
    contacts.push(contact);
  }
  return { contacts };
}
