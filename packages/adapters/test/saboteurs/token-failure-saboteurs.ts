import { NoOtherToken, TokenProviderMisconfigured, TokenUnavailable } from '@contacts-gateway/domain';
import type { TokenRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { failing, fetchingMore, keepingTheFirst } from './spoiled-tokens.js';

const withCause = (text: string): unknown => ({ cause: new Error(`GET /connections with ${text}`) });

export const failureSaboteurs: Saboteurs<TokenRig> = {
  'fails with token_unavailable when that is what is wrong with the provider': {
    'takes it for a wrong configuration': failing(() => new TokenProviderMisconfigured()),
    'throws what is no error of the port': failing(() => new Error('connect ECONNREFUSED')),
  },
  'fails with token_provider_misconfigured when that is what is wrong with the provider': {
    'takes it for an outage': failing(() => new TokenUnavailable()),
  },
  'answers again as soon as the provider does': {
    'keeps its first failure': keepingTheFirst,
  },
  'shows no secret in an error': {
    'shows the refused token in a cause': failing((_, token) => new NoOtherToken(withCause(token!.reveal()) as object)),
  },
  'shows no secret in token_unavailable': {
    'shows the key in a cause': failing(({ secrets }) => new TokenUnavailable(withCause(secrets[0]!) as object)),
  },
  'shows no secret in token_provider_misconfigured': {
    'shows the key in a property': failing(({ secrets }) =>
      Object.assign(new TokenProviderMisconfigured(), { config: { headers: [secrets[0]] } }),
    ),
  },
  'leaves a provider alone that asks for it, while its token is valid': {
    'asks for each caller': fetchingMore(() => true),
  },
  'does not ask a provider that has just failed for each of its callers, while its token is valid': {
    'asks for each caller': fetchingMore(() => true),
  },
  'says in milliseconds how long its provider asks to be left alone': {
    'says it in seconds': failing(
      (_rig, _token, failure) =>
        new TokenUnavailable({ retryAfterMs: (failure as TokenUnavailable).retryAfterMs! / 1000 }),
    ),
    'does not say it': failing(() => new TokenUnavailable()),
  },
  'tells who watches it neither a token nor another secret': {
    'tells the key': ({ logged, secrets }) => ({ logged: () => [...logged!(), [`Bearer ${secrets[0]}`]] }),
    'tells the token': ({ logged, tokens }) => {
      const told: string[] = [];
      return {
        tokens: {
          accessToken: async (refused) => {
            const token = await tokens.accessToken(refused);
            told.push(token.reveal());
            return token;
          },
        },
        logged: () => [...logged!(), ...told],
      };
    },
    'tells nobody anything': () => ({ logged: () => [] }),
  },
};
