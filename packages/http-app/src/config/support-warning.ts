import { endOfSupport, type HubSpotApiVersion } from '@contacts-gateway/adapters/hubspot';

const AHEAD_MS = 365 * 86_400_000;

/** What to log at start when HubSpot soon ends its support of the API version, or has ended it; else undefined. */
export function supportWarning(apiVersion: HubSpotApiVersion, now: number): string | undefined {
  const end = endOfSupport(apiVersion);
  if (end - now > AHEAD_MS) return undefined;
  const day = new Date(end).toISOString().slice(0, 10);
  return `HubSpot supports its API version ${apiVersion} until ${day}: set HUBSPOT_API_VERSION to a newer one`;
}
