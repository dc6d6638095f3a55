import type { SourceChanges, WalkAgain } from '@contacts-gateway/domain';
import type { Clock } from '../../http/clock.js';
import { checkpointText, MARGIN_MS, type Moments, readCheckpoint } from '../checkpoint.js';
import { type CallOptions, type HubSpotApi, MOST_AHEAD_MS } from '../hubspot-api.js';
import type { HubSpotOptions } from '../hubspot-options.js';
import { ArchiveSweeps } from './archive-sweeps.js';
import { NamedBefore } from './named-before.js';
import { namesIn, type Stretch } from './names-in.js';
import type { Hit } from './search-answer.js';
import { Searches } from './searches.js';
import { WalkCost } from './walk-cost.js';
import { WalkInstead } from './walk-instead.js';

type ChangesOptions = Required<Pick<HubSpotOptions, 'settleMs' | 'deletionsEveryMs' | 'requestsPer10s'>>;

/**
 * Names what may have changed: what search finds to have been modified, soon, and once more when search has had its time;
 * and now and then what lies in the archive.
 */
export class HubSpotChanges {
  readonly #api: HubSpotApi;
  readonly #clock: Clock;
  readonly #settleMs: number;
  readonly #sweeps: ArchiveSweeps;
  readonly #walkCost: WalkCost;
  readonly #namedBefore = new NamedBefore();

  constructor(api: HubSpotApi, clock: Clock, { settleMs, deletionsEveryMs, requestsPer10s }: ChangesOptions) {
    this.#api = api;
    this.#clock = clock;
    this.#settleMs = settleMs;
    this.#sweeps = new ArchiveSweeps(api, deletionsEveryMs, requestsPer10s);
    this.#walkCost = new WalkCost(clock);
  }

  /** How often the archive is listed, in milliseconds. */
  get deletionsEveryMs(): number {
    return this.#sweeps.everyMs;
  }

  async since(checkpoint: string, size: number, options: CallOptions): Promise<SourceChanges | WalkAgain> {
    const since = readCheckpoint(checkpoint);
    if (!since) return { kind: 'walk-again', reason: 'the checkpoint is none of this source' };
    try {
      return await this.#changes(checkpoint, since, size, options);
    } catch (error) {
      if (error instanceof WalkInstead) return { kind: 'walk-again', reason: error.message };
      throw error;
    }
  }

  async #changes(checkpoint: string, since: Moments, size: number, options: CallOptions): Promise<SourceChanges> {
    const searches = new Searches(this.#api, this.#clock, options);
    const latest = await this.#hitsIn({ from: since.recent }, size, searches);
    const { firstSentAt } = searches;
    const next = this.#after(since, firstSentAt);
    // Where HubSpot's clock was set back, or was ahead for a moment, what is modified now has dates from before.
    const setBack = Math.max(firstSentAt - MARGIN_MS, since.recent - MOST_AHEAD_MS);
    const unforeseen = await this.#hitsIn({ from: setBack, until: since.recent }, size, searches);
    const late = await this.#hitsIn({ from: since.settled, until: next.settled }, size, searches);
    const perhapsGone = next.swept > since.swept ? await this.#sweeps.sweep(options) : [];

    const hits = [...latest.filter(this.#namedBefore.newTo(checkpoint)), ...unforeseen, ...late];
    const changed = [...new Set(hits.map(({ id }) => id))];
    // Another process may state the same moments, and have named less.
    const nextCheckpoint = `${checkpointText(next)}/${this.#clock.random()}`;
    // What is modified after it was read has another date, unless that is still to come.
    const past = latest.filter(({ modifiedAt }) => modifiedAt >= next.recent && modifiedAt < firstSentAt);
    this.#namedBefore.remember(nextCheckpoint, past);
    return { kind: 'changes', changed, perhapsGone, checkpoint: nextCheckpoint };
  }

  /** What is known after a pass whose first answer was sent at this time. */
  #after(since: Moments, firstSentAt: number): Moments {
    // Later than before, also within a second: HubSpot tells its time no more exactly.
    const recent = Math.max(firstSentAt - MARGIN_MS, since.recent + 1);
    const settled = Math.max(since.settled, recent - this.#settleMs);
    const isDue = firstSentAt - since.swept >= this.#sweeps.everyMs;
    return { recent, settled, swept: isDue ? firstSentAt : since.swept };
  }

  async #hitsIn(stretch: Stretch, size: number, searches: Searches): Promise<readonly Hit[]> {
    const hits: Hit[] = [];
    for await (const answer of namesIn(stretch, searches)) {
      this.#walkCost.weigh(answer.total, size);
      hits.push(...answer.hits);
    }
    return hits;
  }
}
