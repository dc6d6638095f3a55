import { FirstCopyIncomplete } from '../errors.js';
import { BestEffortCache } from '../fleet/best-effort-cache.js';
import { Lease } from '../fleet/lease.js';
import { SharedCopy } from '../fleet/shared-copy.js';
import type { CachePort, ContactSourcePort } from '../ports.js';
import type { Copy } from '../fleet/copy.js';
import { CopyState } from './copy-state.js';
import type { DirectoryAnswer, DirectoryStatus } from './directory-answer.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { FreshnessLimits } from './freshness.js';
import { Follower } from './follower.js';
import { Refresher } from './refresher.js';
import { SingleFlight } from './single-flight.js';
import { Walker } from './walker.js';

const HOUR_MS = 3_600_000;

/**
 * Keeps a fresh copy of a source's contacts, together with whoever uses the same cache: one of them walks, all have the copy.
 * Reading never waits while a usable copy exists; all who must wait share one pass. Nothing happens on its own: reads and
 * `keepFresh()` start passes.
 */
export class ContactDirectory {
  readonly #state: CopyState;
  readonly #cache: BestEffortCache;
  readonly #refresher: Refresher;
  readonly #platform: DirectoryPlatform;
  readonly #passes = new SingleFlight();
  /** A pass before would find nothing new. */
  #nextPassAt = -Infinity;

  /** @param cache - for one connection of the source: what is in it is served. */
  constructor(source: ContactSourcePort, cache: CachePort, limits: FreshnessLimits, platform: DirectoryPlatform) {
    this.#platform = platform;
    this.#state = new CopyState(limits, platform.now, () => this.#passes.release());
    this.#cache = new BestEffortCache(cache, (error) =>
      platform.observe?.(error === undefined ? { kind: 'cache-back' } : { kind: 'cache-lost', error }),
    );
    const keepMs = Math.max(limits.ttlMs, limits.staleMs, limits.staleIfErrorMs) + HOUR_MS;
    const shared = new SharedCopy(this.#cache, keepMs, platform, platform.now);
    const lease = new Lease(this.#cache, platform.encode(platform.randomId()), platform.now);
    const follower = new Follower(this.#state, shared, platform);
    const walker = new Walker(this.#state, source, follower, shared, lease, platform);
    this.#refresher = new Refresher(this.#state, follower, walker, platform);
  }

  /**
   * The contacts, fresh or as stale as the limits allow. It waits only when there is no usable copy.
   *
   * @throws the ContactsError of the last walk when it failed. When the wait limit comes first: that of the latest failed
   * attempt, else FirstCopyIncomplete, which is also the answer when the directory was closed meanwhile.
   */
  async read(): Promise<DirectoryAnswer> {
    const copy = this.#refreshedIfDue();
    if (copy) return this.#answer(copy, false);
    const found = await this.#waitedFor();
    if (found) return this.#answer(found, true);
    throw this.#state.failure() ?? new FirstCopyIncomplete();
  }

  /** Starts a pass when one is due. Resolves when no pass is under way any more; never rejects. */
  async keepFresh(): Promise<void> {
    this.#refreshedIfDue();
    await this.#passes.running;
  }

  status(): DirectoryStatus {
    const { copy, walk, backoff } = this.#state;
    return {
      copy: copy && {
        freshness: this.#state.freshness(),
        contacts: copy.snapshot.size,
        version: copy.snapshot.version,
        ageMs: this.#state.ageMs(copy),
        checkpoint: copy.checkpoint,
      },
      pass: walk?.progress,
      failure: backoff.failure,
      cacheFailure: this.#cache.failure,
      nextPassInMs: walk ? 0 : backoff.msLeft(),
    };
  }

  /** Ends the pass under way, and starts no other. What has been copied can still be read. */
  async close(): Promise<void> {
    this.#refresher.close();
    await this.#passes.running;
  }

  /** The copy if it is usable; a pass is started when it is not fresh. */
  #refreshedIfDue(): Copy | undefined {
    const found = this.#state.freshness();
    if (found !== 'fresh') this.#startIfDue();
    return found === 'unusable' ? undefined : this.#state.copy;
  }

  /** A copy that came while the caller waited; undefined when the wait limit or a failure came first. */
  async #waitedFor(): Promise<Copy | undefined> {
    const askedAt = this.#platform.now();
    const limit = this.#platform.waitLimit();
    while (this.#passes.running && !this.#isPausing()) {
      const wasReleased = await this.#passes.released(limit);
      const { copy } = this.#state;
      // A pass that completed meanwhile is good enough, also with a time to live of 0.
      if (copy && (copy.confirmedAt >= askedAt || this.#state.freshness() !== 'unusable')) return copy;
      if (!wasReleased) break;
      this.#startIfDue();
    }
    return undefined;
  }

  #startIfDue(): void {
    if (this.#state.isClosed || this.#passes.running || this.#platform.now() < this.#nextPassAt) return;
    this.#passes.start(async () => {
      this.#nextPassAt = await this.#refresher.pass();
      this.#cache.passEnded();
    });
  }

  /** After a failure callers do not wait while no walk may start, though others are looked at. */
  #isPausing(): boolean {
    const { walk, backoff } = this.#state;
    return !walk && backoff.isLasting && backoff.msLeft() > 0;
  }

  #answer(copy: Copy, waited: boolean): DirectoryAnswer {
    return { snapshot: copy.snapshot, publishedAt: copy.publishedAt, ageMs: this.#state.ageMs(copy), waited };
  }
}
