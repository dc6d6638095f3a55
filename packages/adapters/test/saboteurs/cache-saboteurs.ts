import type { CacheRig } from '@contacts-gateway/domain/contracts';
import { entrySaboteurs } from './cache-entry-saboteurs.js';
import { failureSaboteurs } from './cache-failure-saboteurs.js';
import { lifetimeSaboteurs } from './cache-lifetime-saboteurs.js';
import { replacementSaboteurs } from './cache-replacement-saboteurs.js';
import type { Saboteurs } from './saboteur.js';

export const cacheSaboteurs: Saboteurs<CacheRig> = {
  ...entrySaboteurs,
  ...lifetimeSaboteurs,
  ...replacementSaboteurs,
  ...failureSaboteurs,
};
