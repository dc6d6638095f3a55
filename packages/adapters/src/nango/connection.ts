import { AccessToken, TokenProviderMisconfigured, TokenUnavailable } from '@contacts-gateway/domain';
import { z } from 'zod';

/** What an Authorization header can carry. */
const tokenText = z.string().regex(/^[\x21-\x7e]+$/);

const connectionSchema = z.object({
  credentials: z.object({
    type: z.literal('OAUTH2'),
    access_token: tokenText,
    expires_at: z.string().nullish(),
  }),
});

/**
 * The token in a 200. Nango answers 200 also with `credentials: {}` to a key without the scope for them, with an HTML
 * page for a path that it does not route, and with a token that has expired when it has no means to refresh it.
 *
 * @throws TokenProviderMisconfigured | TokenUnavailable
 */
export function readConnection(json: unknown, now: number): AccessToken {
  const connection = connectionSchema.safeParse(json);
  if (!connection.success) {
    throw new TokenProviderMisconfigured({ cause: new Error('the answer holds no OAuth 2 credentials') });
  }
  const { access_token: secret, expires_at: expiry } = connection.data.credentials;
  const expiresAt = Date.parse(expiry ?? '') || undefined;
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new TokenUnavailable({ cause: new Error('the token it holds has expired') });
  }
  return new AccessToken(secret, expiresAt);
}
