import type { History } from './history/history.js';
import type { Crm } from './world/crm.js';
import type { Change } from './world/truth.js';

/** A pass of a few requests, retries after refusals for their number included, until callers have what it found. */
const PASS_MS = 30_000;
/** One way after the other. */
const WAYS = 50;
/** How far before the last pass a pass looks back. */
const MARGIN_MS = 120_000;
/** A little less: answers are on their way, and HubSpot's dates have no fractions of a second. */
const INDEXED_IN_TIME_MS = 115_000;
/** After the last fault: the call under way ends, pauses after failures do, and so does a dead instance's lease. */
const AFTERMATH_MS = 240_000;

/** By when who has a copy must know. */
export class Deadlines {
  readonly #crm: Crm;
  readonly #history: History;
  #calmAt = Infinity;

  constructor(crm: Crm, history: History) {
    this.#crm = crm;
    this.#history = history;
  }

  /** Nothing goes wrong any more. Answers when what went wrong before has been got over. */
  troubleEndsAt(time: number): number {
    this.#calmAt = time + AFTERMATH_MS;
    return this.#calmAt;
  }

  /** By which a copy must have the contact as it is now. */
  of(id: string): number {
    const { since, change } = this.#crm.truth.lastChange(id);
    const lagMs = since < this.#calmAt ? this.#crm.longestLagMs : this.#crm.lagMs;
    return Math.max(since, this.#calmAt) + this.#withinMs(change, lagMs);
  }

  /** When everything is due that has happened by now. */
  get lastAt(): number {
    return Math.max(...[...this.#crm.truth.ids].map((id) => this.of(id)), this.#calmAt);
  }

  /** How long a change may take to arrive, however late search is. */
  readonly allowedMs = (change: Change): number => this.#withinMs(change, this.#crm.longestLagMs);

  #withinMs(change: Change, lagMs: number): number {
    const { ttlMs, settleMs, deletionsEveryMs, reconcileMs } = this.#history.settings;
    const walkMs = PASS_MS + WAYS * this.#history.hopMs;
    // Until HubSpot's clock is where it was, others' copies seem to be newer than one's own.
    const passMs = ttlMs + this.#behindMs + this.#crm.setBackMs + walkMs;
    if (change === 'archived') return deletionsEveryMs + passMs;
    // The walk before may have passed the contact just before the change.
    if (change === 'undated') return walkMs + reconcileMs + this.#clocksApartMs + passMs + walkMs + passMs;
    return passMs + (lagMs < INDEXED_IN_TIME_MS - this.#crm.setBackMs ? lagMs : MARGIN_MS + settleMs);
  }

  /** By a clock that is behind, another's copy seems to be of now; it then stays for a time to live. */
  get #behindMs(): number {
    return Math.min(this.#history.settings.ttlMs, this.#clocksApartMs);
  }

  get #clocksApartMs(): number {
    const { cache, clocksAheadMs } = this.#history;
    return cache === 'own' ? 0 : Math.max(...clocksAheadMs) - Math.min(...clocksAheadMs);
  }
}
