import type { AccessToken, TokenPort } from '@contacts-gateway/domain';
import type { TokenRig } from '@contacts-gateway/domain/contracts';

type Ask = TokenPort['accessToken'];

/** An adapter that answers in another way, given the good one's. */
export const asking =
  (spoil: (ask: Ask, rig: TokenRig) => Ask) =>
  (rig: TokenRig): Partial<TokenRig> => ({
    tokens: { accessToken: spoil((refused) => rig.tokens.accessToken(refused), rig) },
  });

export const failing = (spoil: (rig: TokenRig, token: AccessToken | undefined, failure: unknown) => unknown) =>
  asking(
    (ask, rig) => (refused) =>
      ask(refused).catch((failure: unknown) => {
        throw spoil(rig, refused, failure);
      }),
  );

/** One that fetches for each caller for whom it is so. */
export const fetchingMore =
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

/** One that has the outcome of its first fetch for ever. */
export const keepingTheFirst = asking((ask) => {
  let first: Promise<AccessToken> | undefined;
  return () => (first ??= ask());
});
