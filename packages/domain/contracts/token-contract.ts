import type { Contract } from './contract.js';
import { tokenAnswers } from './token-answers.js';
import { tokenFailing } from './token-failures.js';
import { tokenRefusals } from './token-refusals.js';
import type { TokenRig } from './token-rig.js';
import { tokenKinds, tokenParts } from './token-steads.js';

export type { TokenRig } from './token-rig.js';

export const tokenContract: Contract<TokenRig> = {
  port: 'TokenPort',
  sections: [tokenAnswers, tokenRefusals, tokenFailing],
  parts: tokenParts,
  kinds: tokenKinds,
};
