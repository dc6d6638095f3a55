import type { Contract } from './contract.js';
import {
  aCount,
  aFunction,
  aList,
  anId,
  answering,
  having,
  type Kind,
  type Kinds,
  secretsWith,
  someMilliseconds,
} from './kinds.js';
import {
  expectsNoNumber,
  givesEachOnce,
  givesOnePage,
  isNotPaged,
  keepsIdsInOrder,
  refusesTheUntidy,
  knowsNoFormerIds,
  losesForGood,
  setsNothingAside,
} from './source-walk-steads.js';
import { editsOneByOne, namesInRealTime, namesNoChanges, namesNoRemovals } from './source-changes-steads.js';
import { asksNothingOutside, holdsNoSecret, triesOnce, showsNothing, neverFailsWith } from './source-failure-steads.js';
import type { SourceRig } from './source-rig.js';

export const sourceParts: Contract<SourceRig>['parts'] = {
  source: 'required',
  create: 'required',
  edit: 'required',
  remove: 'required',
  requests: 'required',
  secrets: 'required',
  severalPages: givesOnePage,
  longWalks: expectsNoNumber,
  emptyPage: isNotPaged,
  repeatedPage: isNotPaged,
  endlessEmptyPages: isNotPaged,
  endlessPages: isNotPaged,
  disorder: keepsIdsInOrder,
  listsTwice: givesEachOnce,
  refuseToken: holdsNoSecret,
  createUntidy: refusesTheUntidy,
  advance: namesInRealTime,
  merge: knowsNoFormerIds,
  restore: losesForGood,
  editAtOnce: editsOneByOne,
  namesChangesAfterMs: namesNoChanges,
  namesRemovalsAfterMs: namesNoRemovals,
  garble: setsNothingAside,
  stumble: triesOnce,
  failAfter: asksNothingOutside,
  hang: asksNothingOutside,
  holdAnswers: asksNothingOutside,
  beside: asksNothingOutside,
  logged: showsNothing,
  asksToWait: neverFailsWith('source_rate_limited', false),
  source_token_refused: neverFailsWith('source_token_refused', true),
  source_scope_missing: neverFailsWith('source_scope_missing', true),
  source_rate_limited: neverFailsWith('source_rate_limited', false),
  source_unexpected_status: neverFailsWith('source_unexpected_status', false),
  source_answer_invalid: asksNothingOutside,
  source_unreachable: asksNothingOutside,
  token_unavailable: neverFailsWith('token_unavailable', true),
  token_provider_misconfigured: neverFailsWith('token_provider_misconfigured', true),
};

const aSource = having('walk', 'changesSince', 'read');

const anotherSource: Kind<SourceRig> = {
  title: 'another adapter than source',
  holds: (value, { source }) => value !== source && aSource.holds(value, {}),
};

export const sourceKinds: Kinds<SourceRig> = {
  source: aSource,
  beside: answering(anotherSource),
  failAfter: answering(aFunction),
  holdAnswers: answering(aFunction),
  secrets: secretsWith('refuseToken', 'source_token_refused'),
  create: answering(anId),
  createUntidy: answering(anId),
  merge: answering(anId),
  requests: answering(aCount),
  logged: answering(aList),
  severalPages: aCount,
  namesChangesAfterMs: someMilliseconds,
  namesRemovalsAfterMs: someMilliseconds,
};
