export { endOfSupport, type HubSpotApiVersion, hubSpotApiVersions } from './api-version.js';
export { HubSpotContacts, type HubSpotOptions } from './hubspot-contacts.js';
export { type Clock, systemClock } from '../http/clock.js';
export type { UpstreamCall } from '../http/upstream-client.js';
