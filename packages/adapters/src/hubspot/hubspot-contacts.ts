import type {
  ContactsError,
  ContactSourcePort,
  ContactState,
  ContactWalk,
  SourceChanges,
  SourceObserver,
  TokenPort,
  WalkAgain,
} from '@contacts-gateway/domain';
import { systemClock } from '../http/clock.js';
import { HubSpotChanges } from './changes/hubspot-changes.js';
import { HUBSPOT } from './contact-record.js';
import { PAGE_SIZE } from './contact-requests.js';
import { readContactStates } from './contact-states.js';
import { HubSpotApi } from './hubspot-api.js';
import { hubSpotDefaults, type HubSpotOptions } from './hubspot-options.js';
import { HubSpotWalk, type WalkOptions } from './hubspot-walk.js';

/** The contacts of one HubSpot account. */
export class HubSpotContacts implements ContactSourcePort {
  readonly name = HUBSPOT;
  readonly #api: HubSpotApi;
  readonly #changes: HubSpotChanges;
  readonly #walks: WalkOptions;
  readonly #closed = new AbortController();

  /** @throws TypeError when the base URL is not a URL. */
  constructor(tokens: TokenPort, options: HubSpotOptions = {}) {
    this.#api = new HubSpotApi(tokens, options);
    const clock = options.clock ?? systemClock;
    const { concurrency, requestsPer10s, maxAttempts, ...changes } = { ...hubSpotDefaults, ...options };
    const onFallback = (reason: string): void => options.onFallback?.(reason);
    this.#walks = { concurrency, requestsPer10s, maxAttempts, clock, onFallback };
    this.#changes = new HubSpotChanges(this.#api, clock, { ...changes, requestsPer10s });
  }

  /** How often removals are looked for, in milliseconds: less often than was asked for while the archive is large. */
  get deletionsEveryMs(): number {
    return this.#changes.deletionsEveryMs;
  }

  /** Why HubSpot is not asked at all at the moment, and for how long yet; undefined when it may be asked. */
  pause(): ContactsError | undefined {
    return this.#api.pause();
  }

  walk(observer?: SourceObserver): ContactWalk {
    return new HubSpotWalk(this.#api, this.#closed.signal, this.#walks, observer);
  }

  async changesSince(checkpoint: string, size: number, observer?: SourceObserver): Promise<SourceChanges | WalkAgain> {
    return await this.#changes.since(checkpoint, size, { signal: this.#ownSignal(), observer });
  }

  async read(ids: readonly string[], observer?: SourceObserver): Promise<ReadonlyMap<string, ContactState>> {
    const signal = this.#ownSignal();
    const states = new Map<string, ContactState>();
    for (let start = 0; start < ids.length; start += PAGE_SIZE) {
      const batch = await readContactStates(this.#api, ids.slice(start, start + PAGE_SIZE), { signal, observer });
      for (const [id, state] of batch) states.set(id, state);
    }
    return states;
  }

  /** For one reading: a signal that many of them share would warn of its many listeners. */
  #ownSignal(): AbortSignal {
    return AbortSignal.any([this.#closed.signal]);
  }

  /** Ends the calls under way, and lets no other begin. */
  close(): void {
    this.#closed.abort();
  }
}
