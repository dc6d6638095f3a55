import type { Contract } from './contract.js';
import { sourceAccounts } from './source-accounts.js';
import { sourceBeside } from './source-beside.js';
import { sourceBreakdowns } from './source-breakdowns.js';
import { sourceChanges } from './source-changes.js';
import { sourceCheckpoints } from './source-checkpoints.js';
import { sourceChangesFailing } from './source-changes-failures.js';
import { sourceFailing } from './source-failures.js';
import { sourceCancellations } from './source-cancellations.js';
import { sourcePages } from './source-pages.js';
import { sourceChangesGoingOn } from './source-changes-going-on.js';
import { sourceRemovals } from './source-removals.js';
import { sourceReads } from './source-reads.js';
import type { SourceRig } from './source-rig.js';
import { sourceKinds, sourceParts } from './source-parts.js';
import { sourceWalks } from './source-walks.js';

export type { Person, SourceRig } from './source-rig.js';

export const contactSourceContract: Contract<SourceRig> = {
  port: 'ContactSourcePort',
  sections: [
    sourceWalks,
    sourcePages,
    sourceCheckpoints,
    sourceCancellations,
    sourceReads,
    sourceChanges,
    sourceChangesGoingOn,
    sourceRemovals,
    sourceBeside,
    sourceAccounts,
    sourceFailing,
    sourceChangesFailing,
    sourceBreakdowns,
  ],
  parts: sourceParts,
  kinds: sourceKinds,
};
