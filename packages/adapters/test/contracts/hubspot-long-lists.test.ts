import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { listOfManyClusters, longListByIds, longListsByCursorsAlone } from '../rigs/hubspot-long-lists.js';

honours(longListByIds, contactSourceContract, { describe, it });

/** Whether each contact comes once is seen in the pages of whole walks. */
const contractOfPages = {
  ...contactSourceContract,
  sections: contactSourceContract.sections.filter(({ title }) => /pages|true end/.test(title)),
};

honours(listOfManyClusters, contractOfPages, { describe, it });

/** What a list makes of cursors is seen in walks alone. */
const contractOfWalks = {
  ...contactSourceContract,
  sections: contactSourceContract.sections.filter(({ title }) => /walk/i.test(title)),
};

for (const adapter of longListsByCursorsAlone) honours(adapter, contractOfWalks, { describe, it });
