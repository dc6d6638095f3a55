import type { ContactsError } from '@contacts-gateway/domain';
import type { Clock } from '../../http/clock.js';
import { NoAnswer, type Outcome } from '../../http/outcome.js';
import { OwnStarts } from './own-starts.js';
import { Pause } from './pause.js';
import { Places } from './places.js';
import { Quota } from './quota.js';
import { SharedStarts } from './shared-starts.js';
import type { QuotaName, Starts } from './starts.js';

/** Of all apps of an account together, and beside the quota of everything else. */
const SEARCHES_PER_SECOND = 5;

export interface GovernorOptions {
  /** Our own ceiling per rolling 10 s, searches aside; 0 for none. */
  readonly requestsPer10s: number;
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** The log of all instances; absent: there is only this one. */
  readonly sharedStarts: Starts | undefined;
  readonly onSharing: (isSharing: boolean) => void;
}

/** Decides when each attempt of each call of one connection may start. */
export class Governor {
  readonly #inFlight: Places;
  readonly #quotas: Readonly<Record<QuotaName, Quota>>;
  readonly #pause = new Pause();
  readonly #clock: Clock;

  constructor({ requestsPer10s, concurrency, sharedStarts, onSharing }: GovernorOptions, clock: Clock) {
    this.#clock = clock;
    this.#inFlight = new Places(concurrency);
    const starts = sharedStarts ? new SharedStarts(sharedStarts, clock, onSharing) : new OwnStarts(clock);
    const quota = (name: QuotaName, ceiling: number, windowMs: number): Quota =>
      new Quota({ name, ceiling, windowMs }, starts, clock);
    this.#quotas = {
      requests: quota('requests', requestsPer10s || Infinity, 10_000),
      searches: quota('searches', SEARCHES_PER_SECOND, 1000),
    };
  }

  /** Why HubSpot is not to be asked at all, and for how long; undefined when it may be. */
  pause(): ContactsError | undefined {
    return this.#pause.failure(this.#clock.now());
  }

  /**
   * Resolves when an attempt may start, with what is to be called when it has ended.
   *
   * @throws NoAnswer, during a pause, with the code `PAUSED`; what the signal aborts with.
   */
  async admit(name: QuotaName, signal: AbortSignal): Promise<(outcome: Outcome) => void> {
    const quota = this.#quotas[name];
    await this.#inFlight.take(signal);
    try {
      const ours = await quota.start(signal);
      if (this.pause()) throw new NoAnswer('PAUSED');
      return (outcome) => {
        this.#inFlight.give();
        if (outcome instanceof NoAnswer) return;
        quota.learn(outcome, ours);
        this.#pause.learn(outcome, this.#clock.now());
      };
    } catch (error) {
      this.#inFlight.give();
      throw error;
    }
  }
}
