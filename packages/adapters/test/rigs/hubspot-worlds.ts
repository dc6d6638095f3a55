import type { Fault, HubSpotPage, HubSpotRecord, HubSpotSearchPage, Sandbox } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, SourceRig } from '@contacts-gateway/domain/contracts';
import { hubSpotContactsOn, propertiesOf } from './hubspot-contacts.js';

/** Its clock is ahead until more is done to contacts than to edit one, and the dates of edits are in milliseconds. */
export const setBackHubSpotContacts = hubSpotContactsOn('HubSpotContacts on an account whose clock is set back', {
  switches: { clockOffsetMs: 130_000, searchTellsMore: 'next-page' },
  options: { deletionsEveryMs: 120_000 },
  change({ remove, restore, merge }, { hubSpot }) {
    const { edits, switches } = hubSpot;
    const setClockBack = (): void => void (switches.clockOffsetMs = 0);
    const dated = (person: Parameters<SourceRig['edit']>[1]) => ({
      ...propertiesOf(person),
      lastmodifieddate: String(hubSpot.now()),
    });
    return {
      severalPages: 402,
      namesRemovalsAfterMs: 135_000,
      edit: (id, person) => edits.edit(id, dated(person)),
      editAtOnce(ids, person) {
        setClockBack();
        edits.bulkEdit(ids, dated(person));
      },
      remove(id) {
        setClockBack();
        return remove(id);
      },
      restore(id) {
        setClockBack();
        return restore!(id);
      },
      merge(first, second) {
        setClockBack();
        return merge!(first, second);
      },
    };
  },
});

/** Batches are answered in part, and what else is wrong is seen where contacts are asked for one by one. */
export const overloadedHubSpotContacts = hubSpotContactsOn('HubSpotContacts on an overloaded account', {
  switches: { batchAnswers: 'half' },
  change: ({ edit }, { hubSpot: { faults }, nango }) => ({
    source_token_refused() {
      faults.next('token-expired', Infinity);
      // There is no other one.
      nango.switches.withoutRefreshToken = true;
    },
    edit(id, person) {
      if (faults.waiting === 0) faults.next(withoutTheFirst, 1, 'search');
      return edit(id, person);
    },
    source_answer_invalid() {
      for (const operation of ['list', 'get', 'search'] as const) faults.next('html-200', Infinity, operation);
    },
  }),
});

/**
 * Search is late by less than a pass looks back, setbacks are answers that do not come, and records do not tell what was merged
 * into them.
 */
export const slowHubSpotContacts = hubSpotContactsOn('HubSpotContacts on a slow account', {
  switches: { indexLagMs: 60_000 },
  options: { timeoutMs: 150 },
  change(_, { hubSpot }) {
    const answer = hubSpot.answer.bind(hubSpot);
    hubSpot.answer = (request) => {
      const { body, ...due } = answer(request);
      return { ...due, body: withoutFormerIds(body as Partial<HubSpotPage & HubSpotRecord>) };
    };
    return { namesChangesAfterMs: 60_000, stumble: () => void hubSpot.faults.next('hang') };
  },
});

function withoutFormerIds({ results, properties, ...rest }: Partial<HubSpotPage & HubSpotRecord>): object {
  const told = properties && { properties: { ...properties, hs_merged_object_ids: null } };
  return { ...rest, ...told, ...(results && { results: results.map(withoutFormerIds) }) };
}

/** @param breakSearch - for good. */
const namingNothing = (
  name: string,
  why: string,
  breakSearch: (faults: Sandbox['hubSpot']['faults']) => void,
): Adapter<SourceRig> => ({
  ...hubSpotContactsOn(name, {
    change(_, { hubSpot: { faults } }) {
      breakSearch(faults);
      return { namesChangesAfterMs: undefined, namesRemovalsAfterMs: undefined };
    },
  }),
  cannot: { namesChangesAfterMs: why, namesRemovalsAfterMs: why },
});

export const incompletelySearchedHubSpotContacts = namingNothing(
  'HubSpotContacts on an account that search does not find all of',
  'its search finds less than there is',
  // The first one is asked for once more.
  (faults) => void faults.next(emptyWithNextPage, 2, 'search').next(withoutTheFirst, Infinity, 'search'),
);

export const unsearchedHubSpotContacts = namingNothing(
  'HubSpotContacts on an account that cannot be searched',
  'its search is out of order',
  (faults) => void faults.next('html-200', 1, 'search').next('bad-gateway', Infinity, 'search'),
);

const emptyWithNextPage: Fault = {
  kind: 'alter',
  alter: () => ({ total: 0, results: [], paging: { next: { after: '200' } } }) satisfies HubSpotSearchPage,
};

/** Counted nevertheless. */
const withoutTheFirst: Fault = {
  kind: 'alter',
  alter: (body) => ({ ...(body as HubSpotSearchPage), results: (body as HubSpotSearchPage).results.slice(1) }),
};
