export { isConnectionId, isIntegrationId } from './connection-address.js';
export { NangoTokens, type NangoOptions } from './nango-tokens.js';
export type { Clock } from '../http/clock.js';
export type { UpstreamCall } from '../http/upstream-client.js';
