import assert from 'node:assert/strict';
import type { Contract, Stead } from './contract.js';
import { aCount, aList, answering, having, type Kinds, secretsWith } from './kinds.js';
import { failsWith, isSilentAbout, secretsOf } from './failure.js';
import type { TokenRig } from './token-rig.js';

const hasOneTokenForEver: Stead<TokenRig> = {
  title: 'has one token, which does not expire and has no other beside it',
  async prove({ tokens }) {
    const token = await tokens.accessToken();
    assert.equal(token.expiresAt, undefined, 'its token expires');
    await failsWith('no_other_token', 'told that it was refused, it', tokens.accessToken(token));
    const again = await tokens.accessToken();
    assert.ok(again.reveal() === token.reveal(), 'it has another token');
  },
};

const doesNotExpire: Stead<TokenRig> = {
  title: 'answers a token that does not expire',
  async prove({ tokens }) {
    assert.equal((await tokens.accessToken()).expiresAt, undefined, 'its token expires');
  },
};

const asksNoProvider: Stead<TokenRig> = {
  title: 'asks no provider for its token',
  async prove({ tokens, fetches }) {
    const before = fetches();
    await tokens.accessToken();
    assert.equal(fetches(), before, 'it asks one, which may fail');
  },
};

const showsNothing: Stead<TokenRig> = {
  title: 'shows no secret to who prints it',
  async prove({ tokens, secrets }) {
    const token = await tokens.accessToken();
    isSilentAbout(secretsOf({ secrets }, { 'its token': token.reveal() }), tokens, 'the adapter');
  },
};

export const tokenParts: Contract<TokenRig>['parts'] = {
  tokens: 'required',
  fetches: 'required',
  secrets: 'required',
  supply: hasOneTokenForEver,
  advance: doesNotExpire,
  asksToWait: asksNoProvider,
  token_unavailable: asksNoProvider,
  token_provider_misconfigured: asksNoProvider,
  logged: showsNothing,
};

export const tokenKinds: Kinds<TokenRig> = {
  tokens: having('accessToken'),
  secrets: secretsWith('supply'),
  fetches: answering(aCount),
  logged: answering(aList),
};
