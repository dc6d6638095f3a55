import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { listsOfManyClusters, longListByIds, longListsByCursorsAlone } from '../rigs/hubspot-long-lists.js';
import { partOfSourceContract } from './part-of-source-contract.js';

honours(longListByIds, contactSourceContract, { describe, it });

/** Whether each contact comes once is seen in walks of which nothing is amiss but the list itself. */
const contractOfPages = partOfSourceContract(({ needs = [] }) => /^severalPages(,garble)?$/.test(needs.join()));

for (const adapter of listsOfManyClusters) honours(adapter, contractOfPages, { describe, it });

/** What a list makes of cursors is seen in walks of several pages alone; each has an absence of its own as well. */
const contractOfWalks = partOfSourceContract(
  ({ needs = [] }, section) =>
    /walk/i.test(section) && (needs.includes('severalPages') || needs.includes('source_unexpected_status')),
);

for (const adapter of longListsByCursorsAlone) honours(adapter, contractOfWalks, { describe, it });
