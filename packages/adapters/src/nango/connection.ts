import { AccessToken, TokenProviderMisconfigured, TokenUnavailable } from '@contacts-gateway/domain';
import { z } from 'zod';
import { isBearerText } from '../http/bearer-text.js';
import type { Answer } from '../http/outcome.js';

/** The Date header counts whole seconds: a smaller difference says nothing. */
const CLOCK_GRAIN_MS = 2000;

const connectionSchema = z.object({
  credentials: z.object({
    type: z.literal('OAUTH2'),
    access_token: z.string().refine(isBearerText),
    expires_at: z.string().optional().catch(undefined),
  }),
});

/**
 * The token in a 200. Nango answers 200 also with `credentials: {}` to a key without the scope for them, with an HTML
 * page for a path that it does not route, and with a token that has expired when it has no means to refresh it. The
 * expiry is converted to our clock when Nango's differs by more than its grain.
 *
 * @throws TokenProviderMisconfigured | TokenUnavailable
 */
export function readConnection(answer: Answer, now: number): AccessToken {
  const connection = connectionSchema.safeParse(answer.json);
  if (!connection.success) {
    throw new TokenProviderMisconfigured({ cause: new Error('the answer holds no OAuth 2 credentials') });
  }
  const { access_token: secret, expires_at: expiry } = connection.data.credentials;
  const stated = Date.parse(expiry ?? '');
  const expiresAt = Number.isNaN(stated) ? undefined : stated + clockDifferenceMs(answer, now);
  if ((expiresAt ?? Infinity) <= now) {
    throw new TokenUnavailable({ cause: new Error('the token it holds has expired') });
  }
  return new AccessToken(secret, expiresAt);
}

/** How far our clock is ahead of Nango's, so that a wrong clock on our host does not make a valid token look expired. */
function clockDifferenceMs(answer: Answer, now: number): number {
  const difference = now - Date.parse(answer.header('date') ?? '');
  return Math.abs(difference) > CLOCK_GRAIN_MS ? difference : 0;
}
