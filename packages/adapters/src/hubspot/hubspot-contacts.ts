import type {
  ContactSourcePort,
  ContactState,
  ContactWalk,
  SourceChanges,
  SourceObserver,
  TokenPort,
  WalkAgain,
} from '@contacts-gateway/domain';
import { HUBSPOT } from './contact-record.js';
import { readContactStates } from './contact-states.js';
import { HubSpotApi, PAGE_SIZE } from './hubspot-api.js';
import type { HubSpotOptions } from './hubspot-options.js';
import { HubSpotWalk } from './hubspot-walk.js';

/** The contacts of one HubSpot account. */
export class HubSpotContacts implements ContactSourcePort {
  readonly name = HUBSPOT;
  readonly #api: HubSpotApi;
  readonly #closed = new AbortController();

  /** @throws TypeError when the base URL is not a URL. */
  constructor(tokens: TokenPort, options: HubSpotOptions = {}) {
    this.#api = new HubSpotApi(tokens, options);
  }

  walk(observer?: SourceObserver): ContactWalk {
    return new HubSpotWalk(this.#api, this.#closed.signal, observer);
  }

  changesSince(): Promise<SourceChanges | WalkAgain> {
    return Promise.resolve({ kind: 'walk-again', reason: 'changes are not followed yet' });
  }

  async read(ids: readonly string[], observer?: SourceObserver): Promise<ReadonlyMap<string, ContactState>> {
    // One of its own: a signal that many reads share would warn of its many listeners.
    const signal = AbortSignal.any([this.#closed.signal]);
    const states = new Map<string, ContactState>();
    for (let start = 0; start < ids.length; start += PAGE_SIZE) {
      const batch = await readContactStates(this.#api, ids.slice(start, start + PAGE_SIZE), { signal, observer });
      for (const [id, state] of batch) states.set(id, state);
    }
    return states;
  }

  /** Ends the calls under way, and lets no other begin. */
  close(): void {
    this.#closed.abort();
  }
}
