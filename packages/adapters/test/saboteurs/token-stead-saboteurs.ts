import { AccessToken } from '@contacts-gateway/domain';
import type { TokenRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';

const asking = (ask: (rig: TokenRig) => () => Promise<AccessToken>) => (rig: TokenRig) => ({
  tokens: { accessToken: ask(rig) },
});

const expiring = asking(({ tokens }) => async () => {
  const token = await tokens.accessToken();
  return new AccessToken(token.reveal(), Date.now() + 60_000);
});

const asksProvider = {
  'asks a provider': ({ tokens }: TokenRig): Partial<TokenRig> => {
    let fetches = 0;
    return {
      tokens: {
        accessToken: (refused) => {
          fetches += 1;
          return tokens.accessToken(refused);
        },
      },
      fetches: () => fetches,
    };
  },
};

/** By the part that an adapter says it cannot have: adapters of which that is not true. */
export const tokenSteadSaboteurs: Saboteurs<TokenRig> = {
  supply: {
    'answers a token that expires': expiring,
    'answers another token each time': ({ tokens }) => {
      let asked = 0;
      return {
        tokens: {
          accessToken: async (refused) =>
            refused ? tokens.accessToken(await tokens.accessToken()) : new AccessToken(`token-${(asked += 1)}`),
        },
      };
    },
    'answers a refused token': asking(
      ({ tokens }) =>
        () =>
          tokens.accessToken(),
    ),
  },
  advance: { 'answers a token that expires': expiring },
  asksToWait: asksProvider,
  token_unavailable: asksProvider,
  token_provider_misconfigured: asksProvider,
  logged: {
    'has its token in a property': ({ tokens }) => ({
      tokens: Object.assign(Object.create(tokens), {
        accessToken: async () => await tokens.accessToken(),
        last: 'mock-token-for-testing',
      }),
    }),
  },
};
