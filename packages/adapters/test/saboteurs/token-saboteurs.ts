import type { TokenRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { answerSaboteurs } from './token-answer-saboteurs.js';
import { failureSaboteurs } from './token-failure-saboteurs.js';
import { refusalSaboteurs } from './token-refusal-saboteurs.js';

export const tokenSaboteurs: Saboteurs<TokenRig> = { ...answerSaboteurs, ...refusalSaboteurs, ...failureSaboteurs };
