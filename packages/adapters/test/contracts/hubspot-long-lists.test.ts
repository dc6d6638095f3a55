import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { longListByIds, longListsByCursorsAlone } from '../rigs/hubspot-long-lists.js';

honours(longListByIds, contactSourceContract, { describe, it });

/** What a list makes of cursors is seen in walks alone. */
const contractOfWalks = {
  ...contactSourceContract,
  sections: contactSourceContract.sections.filter(({ title }) => /walk/i.test(title)),
};

for (const adapter of longListsByCursorsAlone) honours(adapter, contractOfWalks, { describe, it });
