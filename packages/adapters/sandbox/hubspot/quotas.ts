import type { StandInAnswer } from '../http/exchange.js';
import { RollingWindow } from '../http/rolling-window.js';
import { secondlyLimit, tenSecondlyLimit } from './errors.js';
import type { Operation } from './routes.js';
import type { HubSpotSwitches } from './switches.js';

const WINDOW_MS = 10_000;

export interface QuotaOptions {
  /** Per rolling 10 s, searches aside; 0 for no limit. */
  readonly requestsPer10s: number;
  /** 0 for no limit. */
  readonly searchesPerSecond: number;
  /** Our clock, in Unix milliseconds. */
  readonly now: () => number;
}

/** Searches have a quota of their own, and none of the headers. */
export class Quotas {
  readonly #requests: RollingWindow;
  readonly #searches: RollingWindow;
  readonly #switches: HubSpotSwitches;

  constructor({ requestsPer10s, searchesPerSecond, now }: QuotaOptions, switches: HubSpotSwitches) {
    this.#requests = new RollingWindow(requestsPer10s, WINDOW_MS, now);
    this.#searches = new RollingWindow(searchesPerSecond, 1000, now);
    this.#switches = switches;
  }

  /** Counts a request, or refuses it. */
  refusal(operation: Operation): StandInAnswer | undefined {
    if (operation === 'search') return this.#searches.take() ? undefined : secondlyLimit;
    if (this.#requests.take()) return undefined;
    const seconds = Math.ceil(this.#requests.msToNext() / 1000);
    return tenSecondlyLimit(this.#switches.sendRetryAfter ? seconds : undefined);
  }

  /** The secondly ones are still sent, and mean nothing any more. */
  headers(operation: Operation): Record<string, string> {
    if (operation === 'search' || this.#requests.limit === Infinity) return {};
    return {
      'x-hubspot-ratelimit-interval-milliseconds': String(WINDOW_MS),
      'x-hubspot-ratelimit-max': String(this.#requests.limit),
      'x-hubspot-ratelimit-remaining': String(this.#requests.remaining()),
      'x-hubspot-ratelimit-secondly': '11',
      'x-hubspot-ratelimit-secondly-remaining': '10',
    };
  }
}
