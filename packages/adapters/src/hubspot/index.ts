export { endOfSupport, type HubSpotApiVersion, hubSpotApiVersions } from './api-version.js';
export { HubSpotContacts, type HubSpotOptions } from './hubspot-contacts.js';
