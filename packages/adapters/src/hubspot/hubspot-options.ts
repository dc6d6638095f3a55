import type { Clock } from '../http/clock.js';
import type { UpstreamCall } from '../http/upstream-client.js';
import type { HubSpotApiVersion } from './api-version.js';
import type { Starts } from './quota/starts.js';

/** What is absent is as in `hubSpotDefaults`. */
export interface HubSpotOptions {
  readonly baseUrl?: string;
  readonly apiVersion?: HubSpotApiVersion;
  /** Our own ceiling per rolling 10 s; 0 for none. */
  readonly requestsPer10s?: number;
  /** Attempts per call, the first included; the one with a replaced token is made in any case. */
  readonly maxAttempts?: number;
  /** The longest that one attempt may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** How long search may take to know of a change, in milliseconds: what was modified is looked for once more when it is so old. */
  readonly settleMs?: number;
  /** How often removals are looked for, in milliseconds. */
  readonly deletionsEveryMs?: number;
  /** Requests in flight at most, and how many pages of the list a walk asks for at a time; 1: one after the other. */
  readonly concurrency?: number;
  /** Asked for each request: the W3C `traceparent` to send with it, if there is one. */
  readonly traceparent?: () => string | undefined;
  readonly observe?: (call: UpstreamCall) => void;
  /** The log by which instances share the quotas; absent: this one has them for itself. */
  readonly sharedStarts?: Starts;
  /** Told when instances no longer share the quotas, and when they do again. It must not throw. */
  readonly onSharing?: (isSharing: boolean) => void;
  /** Told, once a walk, why it goes on with one page after the other: half a sentence without any data. It must not throw. */
  readonly onFallback?: (reason: string) => void;
  readonly clock?: Clock;
}

export const hubSpotDefaults = {
  baseUrl: 'https://api.hubapi.com',
  apiVersion: '2026-09',
  requestsPer10s: 100,
  maxAttempts: 5,
  timeoutMs: 20_000,
  settleMs: 3_600_000,
  deletionsEveryMs: 900_000,
  concurrency: 8,
} as const satisfies HubSpotOptions;
