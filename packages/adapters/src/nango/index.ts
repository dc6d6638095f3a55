export type { Clock } from '../http/clock.js';
export type { UpstreamCall } from '../http/upstream-client.js';
export { isConnectionId, isIntegrationId } from './ids.js';
export { nangoDefaults, NangoTokens, type NangoOptions } from './nango-tokens.js';
