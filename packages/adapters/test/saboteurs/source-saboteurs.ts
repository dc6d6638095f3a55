import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { accountSaboteurs } from './source-account-saboteurs.js';
import { besideSaboteurs } from './source-beside-saboteurs.js';
import { breakdownSaboteurs } from './source-breakdown-saboteurs.js';
import { changesFailureSaboteurs } from './source-changes-failure-saboteurs.js';
import { changesGoingOnSaboteurs } from './source-changes-going-on-saboteurs.js';
import { removalSaboteurs } from './source-removal-saboteurs.js';
import { changesSaboteurs } from './source-changes-saboteurs.js';
import { checkpointSaboteurs } from './source-checkpoint-saboteurs.js';
import { failureSaboteurs } from './source-failure-saboteurs.js';
import { cancellationSaboteurs } from './source-cancellation-saboteurs.js';
import { pageSaboteurs } from './source-page-saboteurs.js';
import { readSaboteurs } from './source-read-saboteurs.js';
import { walkSaboteurs } from './source-walk-saboteurs.js';

export const sourceSaboteurs: Saboteurs<SourceRig> = {
  ...walkSaboteurs,
  ...pageSaboteurs,
  ...checkpointSaboteurs,
  ...cancellationSaboteurs,
  ...readSaboteurs,
  ...changesSaboteurs,
  ...changesGoingOnSaboteurs,
  ...removalSaboteurs,
  ...besideSaboteurs,
  ...accountSaboteurs,
  ...failureSaboteurs,
  ...changesFailureSaboteurs,
  ...breakdownSaboteurs,
};
