/** What the adapters' options mention; the HTTP client itself is private. */
export type { Clock } from './clock.js';
export type { UpstreamCall } from './upstream-client.js';
