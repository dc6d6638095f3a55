import { AccessToken, TokenProviderMisconfigured, TokenUnavailable } from '@contacts-gateway/domain';
import type { TokenRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { asking, failing, fetchingMore, keepingTheFirst } from './spoiled-tokens.js';

/** One that needs its provider for every answer. */
const askingEachTime = asking((ask, { token_unavailable }) => {
  let asked = 0;
  return async () => {
    if ((asked += 1) > 1 && token_unavailable) throw new TokenUnavailable();
    return ask();
  };
});

/** Of all adapters. */
let underWay: Promise<AccessToken> | undefined;
let kept: AccessToken | undefined;

export const answerSaboteurs: Saboteurs<TokenRig> = {
  'answers a token that a header can carry and that printing does not show': {
    'answers an empty token': asking(() => async () => new AccessToken('')),
    'answers a token with its line break': asking((ask) => async () => new AccessToken(`${(await ask()).reveal()}\n`)),
    'answers a token that shows itself': asking((ask) => async (refused) => {
      const token = await ask(refused);
      return Object.assign(token, { toJSON: () => token.reveal() });
    }),
  },
  'answers the token that the provider has, with its expiry in Unix milliseconds if there is one': {
    'answers a token of its own': asking(() => async () => new AccessToken('its-own')),
    'states the expiry in seconds': asking((ask) => async (refused) => {
      const token = await ask(refused);
      return new AccessToken(token.reveal(), token.expiresAt! / 1000);
    }),
  },
  'does not answer a token that has expired': {
    'keeps its first token for ever': keepingTheFirst,
  },
  'does not answer a token that had expired when the provider answered it': {
    'answers it all the same': asking((ask) => () => ask().catch(() => new AccessToken('contract-token-1', 1))),
    'takes it for a wrong configuration': failing(() => new TokenProviderMisconfigured()),
  },
  'answers a token whose expiry is not stated without one, for as long as it has no other': {
    'states an expiry of its own': asking((ask) => async () => {
      const token = await ask();
      return new AccessToken(token.reveal(), token.expiresAt ?? 1_800_000_000_000);
    }),
    'asks its provider each time': askingEachTime,
  },
  'costs no fetch while its token is far from expiring, be it soon, later or at no time that is known': {
    'fetches for each caller': fetchingMore(() => true),
    'fetches behind the backs of its callers': (rig) => {
      let asked = 0;
      let more = 0;
      return {
        tokens: {
          accessToken: async (refused) => {
            if ((asked += 1) > 1) setTimeout(() => (more += 1), 5);
            return await rig.tokens.accessToken(refused);
          },
        },
        fetches: () => rig.fetches() + more,
      };
    },
  },
  'has replaced its token soon after it is asked for one that is about to expire': {
    'keeps it to the end': keepingTheFirst,
  },
  'answers its token for as long as it is valid, also when the provider fails': {
    'asks its provider each time': askingEachTime,
    'answers it for ever': keepingTheFirst,
  },
  'costs one fetch, however many ask at once': {
    'fetches for each caller': fetchingMore(() => true),
    'answers each caller another token': asking((ask) => {
      let callers = 0;
      return async (refused) => new AccessToken(`${(await ask(refused)).reveal()}-${(callers += 1)}`);
    }),
  },
  'answers each of two connections the token of its own, also when both are asked at once': {
    'fetches for all that ask at the same time': asking((ask) => async () => {
      underWay ??= ask().finally(() => (underWay = undefined));
      return await underWay;
    }),
    'keeps a token for all': asking((ask) => async () => (kept ??= await ask())),
  },
};
