import { type AccessToken, isContactsError, SourceTokenRefused, type TokenPort } from '@contacts-gateway/domain';
import { unlessAborted } from '../http/abort.js';
import type { Answer } from '../http/outcome.js';
import type { Call, UpstreamClient, UpstreamRequest } from '../http/upstream-client.js';
import { correlationIdOf } from './error-body.js';
import { refusesToken } from './failure.js';

/** Sends requests with tokens from the token port; a refused one is replaced once a call. */
export class AuthorisedClient {
  readonly #tokens: TokenPort;
  readonly #client: UpstreamClient;
  /** The answer that refused a token, as long as the port has not supplied another. */
  #refusal: Answer | undefined;
  /** A replacement that was refused in its turn: the port is told at the next call. */
  #refusedReplacement: AccessToken | undefined;

  constructor(tokens: TokenPort, client: UpstreamClient) {
    this.#tokens = tokens;
    this.#client = client;
  }

  /** @throws SourceTokenRefused when there is no other token to be had; NoAnswer; and whatever the token port throws. */
  async send(request: Omit<UpstreamRequest, 'bearer'>, call: Call): Promise<Answer> {
    const sendWith = (token: AccessToken): Promise<Answer> =>
      this.#client.send({ ...request, bearer: token.reveal() }, call);
    const token = await this.#token(call, this.#refusedReplacement);
    this.#refusedReplacement = undefined;
    const answer = await sendWith(token);
    if (!refusesToken(answer)) return answer;
    this.#refusal = answer;
    const replacement = await this.#token(call, token);
    const second = await sendWith(replacement);
    if (refusesToken(second)) {
      this.#refusal = second;
      this.#refusedReplacement = replacement;
    }
    return second;
  }

  /** Once HubSpot has refused a token, that is reported, even if the provider is now unreachable. */
  async #token({ signal }: Call, refused: AccessToken | undefined): Promise<AccessToken> {
    try {
      const token = await unlessAborted(signal, this.#tokens.accessToken(refused));
      this.#refusal = undefined;
      return token;
    } catch (error) {
      if (!isContactsError(error)) throw error;
      if (error.code !== 'no_other_token' && !(error.code === 'token_unavailable' && this.#refusal)) throw error;
      const correlationId = this.#refusal && correlationIdOf(this.#refusal);
      throw new SourceTokenRefused({ correlationId, retryAfterMs: error.retryAfterMs, cause: error });
    }
  }
}
