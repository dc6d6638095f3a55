export { isConnectionId, isIntegrationId } from './ids.js';
export { NangoTokens, type NangoOptions } from './nango-tokens.js';
