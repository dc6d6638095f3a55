import {
  AccessToken,
  NoOtherToken,
  type TokenPort,
  TokenProviderMisconfigured,
  TokenUnavailable,
} from '@contacts-gateway/domain';
import type { TokenRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';

type Ask = TokenPort['accessToken'];

/** An adapter that answers in another way, given the good one's. */
const asking =
  (spoil: (ask: Ask, rig: TokenRig) => Ask) =>
  (rig: TokenRig): Partial<TokenRig> => ({
    tokens: { accessToken: spoil((refused) => rig.tokens.accessToken(refused), rig) },
  });

const failing = (spoil: (rig: TokenRig, token: AccessToken | undefined, failure: unknown) => unknown) =>
  asking(
    (ask, rig) => (refused) =>
      ask(refused).catch((failure: unknown) => {
        throw spoil(rig, refused, failure);
      }),
  );

/** One that fetches for each caller for whom it is so. */
const fetchingMore =
  (forWhom: (refused: AccessToken | undefined) => boolean) =>
  (rig: TokenRig): Partial<TokenRig> => {
    let more = 0;
    return {
      tokens: {
        accessToken: (refused) => {
          if (forWhom(refused)) more += 1;
          return rig.tokens.accessToken(refused);
        },
      },
      fetches: () => rig.fetches() + more,
    };
  };

const withCause = (text: string): unknown => ({ cause: new Error(`GET /connections with ${text}`) });

export const tokenSaboteurs: Saboteurs<TokenRig> = {
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
    'keeps its first token for ever': asking((ask) => {
      let first: Promise<AccessToken> | undefined;
      return () => (first ??= ask());
    }),
  },
  'does not answer a token that had expired when the provider answered it': {
    'answers it all the same': asking((ask) => () => ask().catch(() => new AccessToken('contract-token-1', 1))),
    'takes it for a wrong configuration': failing(() => new TokenProviderMisconfigured()),
  },
  'costs no fetch while its token is far from expiring': {
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
  'answers its token for as long as it is valid, also when the provider fails': {
    'asks its provider each time': asking((ask, { token_unavailable }) => {
      let asked = 0;
      return async () => {
        if ((asked += 1) > 1 && token_unavailable) throw new TokenUnavailable();
        return ask();
      };
    }),
    'answers it for ever': asking((ask) => {
      let first: Promise<AccessToken> | undefined;
      return () => (first ??= ask());
    }),
  },
  'costs one fetch, however many ask at once': {
    'fetches for each caller': fetchingMore(() => true),
    'answers each caller another token': asking((ask) => {
      let callers = 0;
      return async (refused) => new AccessToken(`${(await ask(refused)).reveal()}-${(callers += 1)}`);
    }),
  },
  'costs one fetch, however many tell it at once that the same token was refused': {
    'fetches for each caller who tells of it': fetchingMore((refused) => refused !== undefined),
  },
  'says that there is no other token when it is told that the only one was refused': {
    'answers it again': asking((ask) => () => ask()),
    'says that none can be had at the moment': failing(() => new TokenUnavailable()),
  },
  'knows a refused token by its text, not by its object': {
    'knows the objects that it has handed out': asking((ask) => {
      const known = new Set<AccessToken>();
      return async (refused) => {
        const token = await ask(refused && known.has(refused) ? refused : undefined);
        known.add(token);
        return token;
      };
    }),
  },
  'keeps its token when it is told that one it does not hold was refused': {
    'takes any refused token for its own': asking((ask) => async (refused) => ask(refused && (await ask()))),
  },
  'answers another token that the provider has when it is told that one was refused': {
    'gives up': asking((ask) => (refused) => (refused ? Promise.reject(new NoOtherToken()) : ask())),
  },
  'never answers a refused token again, not even to callers who do not name it': {
    'forgets that it was refused': asking((ask) => {
      let first: AccessToken | undefined;
      return async (refused) => (refused ? ask(refused) : (first ??= await ask()));
    }),
    'takes it from a provider that returns to it': asking((ask) => {
      const seen: AccessToken[] = [];
      return async (refused) => {
        const answer = await ask(refused).catch(() => seen[0]!);
        seen.push(answer);
        return answer;
      };
    }),
  },
  'fails with token_unavailable when that is what is wrong with the provider': {
    'takes it for a wrong configuration': failing(() => new TokenProviderMisconfigured()),
    'throws what is no error of the port': failing(() => new Error('connect ECONNREFUSED')),
  },
  'fails with token_provider_misconfigured when that is what is wrong with the provider': {
    'takes it for an outage': failing(() => new TokenUnavailable()),
  },
  'answers again as soon as the provider does': {
    'keeps its first failure': asking((ask) => {
      let first: Promise<AccessToken> | undefined;
      return () => (first ??= ask());
    }),
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
