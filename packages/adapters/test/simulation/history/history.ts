/** What people and programs do to contacts. A pick stands for one of those that there are at the time. */
export type Edit =
  | { readonly kind: 'create'; readonly count: number }
  | { readonly kind: 'edit'; readonly pick: number }
  | { readonly kind: 'edit of many at once'; readonly percent: number }
  | { readonly kind: 'archive'; readonly pick: number }
  | { readonly kind: 'restore'; readonly pick: number; readonly keepDate: boolean }
  | { readonly kind: 'merge'; readonly pick: number; readonly other: number; readonly newId: boolean }
  | { readonly kind: 'privacy deletion'; readonly pick: number };

/** What goes wrong with HubSpot, or between it and us. */
export const faults = [
  'reset',
  'hang',
  'slow',
  'break-off',
  'truncated-json',
  'html-200',
  'ten-secondly-limit',
  'ten-secondly-limit-retry-after',
  'secondly-limit',
  'edge-limit',
  'internal-error',
  'bad-gateway',
  'unavailable',
  'gateway-timeout',
  'locked',
  'scope-missing',
  'token-expired',
  'route-unknown',
  'half of the results',
  'results in no order',
  'a record that is none',
  'a living contact in the archive',
] as const;
type FaultName = (typeof faults)[number];

export const operations = ['list', 'get', 'batch-read', 'search'] as const;
type Operation = (typeof operations)[number];

export type Trouble =
  | {
      readonly kind: 'fault';
      readonly fault: FaultName;
      readonly times: number;
      readonly operation: Operation | undefined;
    }
  | { readonly kind: 'clock of HubSpot'; readonly byMs: number }
  | { readonly kind: 'index lag'; readonly share: number }
  | { readonly kind: 'kill'; readonly pick: number; readonly backAfterMs: number }
  | { readonly kind: 'close'; readonly pick: number; readonly backAfterMs: number }
  | { readonly kind: 'cache away'; readonly ms: number }
  | { readonly kind: 'cache emptied' };

export interface Step<T> {
  readonly afterMs: number;
  readonly event: T;
}

/** As in the configuration, in milliseconds. */
export interface Settings {
  readonly ttlMs: number;
  readonly settleMs: number;
  readonly deletionsEveryMs: number;
  readonly reconcileMs: number;
}

/** A history from which, with the same code, everything follows. */
export interface History {
  /** Of whatever takes its time. */
  readonly chance: number;
  readonly contacts: number;
  /** The longest that a request or an answer is on its way, most of the time. */
  readonly hopMs: number;
  readonly settings: Settings;
  readonly hubSpot: {
    readonly clockOffsetMs: number;
    readonly indexLagMs: number;
    readonly sendRetryAfter: boolean;
    readonly missingIds: 'reported' | 'omitted';
    readonly batchOrder: 'as-asked' | 'by-descending-id';
    readonly idComparison: 'number' | 'string';
    readonly archiveListsMerged: boolean;
  };
  /** Each in its own memory, or one for all. */
  readonly cache: 'own' | 'shared';
  /** One for each instance: how far its clock is ahead. */
  readonly clocksAheadMs: readonly number[];
  readonly turmoil: readonly Step<Edit | Trouble>[];
  /** Afterwards nothing goes wrong any more. */
  readonly calm: readonly Step<Edit>[];
}
