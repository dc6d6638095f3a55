import { endOfSupport } from '@contacts-gateway/adapters/hubspot';
import type { Config } from './config.js';
import { variables } from './variables.js';

const AHEAD_MS = 365 * 86_400_000;

/** HubSpot's changelog: `/oauth/v1`, where Nango's provider for HubSpot refreshed tokens in August 2026, ends on this day. */
const OAUTH_V1_ENDS = '2027-02-16';

/** What to log at start about things of HubSpot that end soon, or have ended. */
export function supportWarnings({ hubSpot, tokens }: Pick<Config, 'hubSpot' | 'tokens'>, now: number): string[] {
  const { apiVersion, baseUrl } = hubSpot;
  const warnings: string[] = [];
  const end = endOfSupport(apiVersion);
  if (end - now <= AHEAD_MS) {
    const day = new Date(end).toISOString().slice(0, 10);
    warnings.push(
      `HubSpot supports its API version ${apiVersion} until ${day}: set HUBSPOT_API_VERSION to a newer one`,
    );
  }
  const isOwnNango = tokens.kind === 'nango' && tokens.baseUrl !== defaults.NANGO_BASE_URL;
  if (isOwnNango && baseUrl === defaults.HUBSPOT_BASE_URL) {
    warnings.push(
      `HubSpot switches /oauth/v1 off on ${OAUTH_V1_ENDS}, and a Nango of your own may still refresh tokens there: ` +
        'see that its provider for HubSpot names a later token_url',
    );
  }
  return warnings;
}

const defaults = variables.parse({});
