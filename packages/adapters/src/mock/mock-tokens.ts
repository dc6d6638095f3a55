import { AccessToken, NoOtherToken, type TokenPort } from '@contacts-gateway/domain';

/** Hands out one fixed token that no source accepts: the whole line can be tried without a secret. */
export class MockTokens implements TokenPort {
  readonly #token = new AccessToken('mock-token-for-testing');

  async accessToken(refused?: AccessToken): Promise<AccessToken> {
    if (refused?.reveal() === this.#token.reveal()) throw new NoOtherToken();
    return this.#token;
  }
}
