/** What the adapters' options mention; the HTTP client itself is private. */
export { type Clock, steadyNow, systemClock } from './clock.js';
export type { UpstreamCall } from './upstream-client.js';
