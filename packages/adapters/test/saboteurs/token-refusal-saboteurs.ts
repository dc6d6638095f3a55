import { type AccessToken, NoOtherToken, TokenUnavailable } from '@contacts-gateway/domain';
import type { TokenRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { asking, failing, fetchingMore, keepingTheFirst } from './spoiled-tokens.js';

export const refusalSaboteurs: Saboteurs<TokenRig> = {
  'costs one fetch, however many tell it at once that the same token was refused': {
    'fetches for each caller who tells of it': fetchingMore((refused) => refused !== undefined),
  },
  'costs one fetch, however many tell it at once that the only token was refused': {
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
  'keeps its token, and the fetch that brings it, when it is told that one it does not hold was refused': {
    'fetches whenever one was': fetchingMore((refused) => refused !== undefined),
    'takes any refused token for its own': asking((ask) => async (refused) => ask(refused && (await ask()))),
  },
  'answers another token that the provider has when it is told that one was refused': {
    'gives up': asking((ask) => (refused) => (refused ? Promise.reject(new NoOtherToken()) : ask())),
  },
  'answers another token each time, however many were refused before': {
    'gives up after the hundredth': asking((ask) => {
      let refusals = 0;
      return (refused) => (refused && (refusals += 1) > 100 ? Promise.reject(new NoOtherToken()) : ask(refused));
    }),
    'answers the refused token once it has seen too many': asking((ask) => {
      let refusals = 0;
      return async (refused) => (refused && (refusals += 1) > 120 ? refused : await ask(refused));
    }),
  },
  'answers another token in the end once its provider has one, having said that there was none': {
    'has given up for good': asking((ask) => {
      let failure: unknown;
      return async (refused) => {
        if (failure) throw failure;
        return await ask(refused).catch((error: unknown) => {
          failure = error;
          throw error;
        });
      };
    }),
  },
  'answers another token also when it is told that one was refused while it fetches': {
    'answers what it answered before': keepingTheFirst,
  },
  'answers another token also when it could not be had as soon as one was refused': {
    'gives up': asking((ask) => {
      let isOver = false;
      return async (refused) => {
        if (isOver) throw new NoOtherToken();
        isOver = refused !== undefined;
        return await ask(refused);
      };
    }),
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
};
