export type { Clock } from '../http/clock.js';
export type { UpstreamCall } from '../http/upstream-client.js';
export { endOfSupport, type HubSpotApiVersion, hubSpotApiVersions } from './api-version.js';
export { hubSpotDefaults, type HubSpotOptions } from './hubspot-options.js';
export type { QuotaName, Start, Starts, Wanted } from './quota/starts.js';
export { HubSpotContacts } from './hubspot-contacts.js';
