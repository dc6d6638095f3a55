import { compareIds } from '../contact/contact-id.js';
import { FirstCopyIncomplete, NoCachedCopy, UnknownVersion } from '../errors.js';
import { BestEffortCache } from '../fleet/best-effort-cache.js';
import type { Copy } from '../fleet/copy.js';
import { DeltaChain } from '../fleet/delta-chain.js';
import { Lease } from '../fleet/lease.js';
import { SharedCopy } from '../fleet/shared-copy.js';
import type { CachePort, ContactSourcePort } from '../ports.js';
import { Confirmations } from './confirmations.js';
import { CopyState } from './copy-state.js';
import type { Demand, DirectoryAnswer, DirectoryChanges, DirectoryStatus } from './directory-answer.js';
import type { DirectoryPlatform } from './directory-platform.js';
import { Follower } from './follower.js';
import type { RefreshLimits } from './freshness.js';
import { Refresher } from './refresher.js';
import { SingleFlight } from './single-flight.js';
import { Updater } from './updater.js';
import { Walker } from './walker.js';

const HOUR_MS = 3_600_000;

/**
 * Keeps a fresh copy of a source's contacts, together with whoever uses the same cache: one of them asks the source, all have
 * the copy. Reading never waits while a usable copy exists; all who must wait share one pass. Nothing happens on its own: reads
 * and `keepFresh()` start passes.
 */
export class ContactDirectory {
  readonly #state: CopyState;
  readonly #cache: BestEffortCache;
  readonly #deltas: DeltaChain;
  readonly #follower: Follower;
  readonly #refresher: Refresher;
  readonly #platform: DirectoryPlatform;
  readonly #passes = new SingleFlight();
  readonly #confirmations: Confirmations;
  /** A pass before would find nothing new. */
  #nextPassAt = -Infinity;

  /** @param cache - for one connection of the source: what is in it is served. */
  constructor(source: ContactSourcePort, cache: CachePort, limits: RefreshLimits, platform: DirectoryPlatform) {
    this.#platform = platform;
    this.#state = new CopyState(limits, platform.now, () => this.#passes.release());
    this.#cache = new BestEffortCache(cache, (error) =>
      platform.observe?.(error === undefined ? { kind: 'cache-back' } : { kind: 'cache-lost', error }),
    );
    this.#deltas = new DeltaChain(this.#cache, platform, platform.randomId);
    const keepMs = Math.max(limits.ttlMs, limits.staleMs, limits.staleIfErrorMs) + HOUR_MS;
    const shared = new SharedCopy(this.#cache, keepMs, platform, platform.now);
    const own = platform.encode(platform.randomId());
    const passing = new Lease('lease', this.#cache, own, platform);
    const walking = new Lease('walk-lease', this.#cache, own, platform);
    const fleet = { source, shared, deltas: this.#deltas, platform, onProgress: () => passing.progressed() };
    this.#follower = new Follower(this.#state, shared, platform);
    const walker = new Walker(this.#state, source, walking, platform, limits.reconcileMs);
    const updater = new Updater(this.#state, this.#follower, walker, fleet, passing, platform);
    this.#refresher = new Refresher(this.#state, this.#follower, updater, walker, platform);
    this.#confirmations = new Confirmations(platform, () => this.#forcedPass());
  }

  /**
   * The contacts, fresh or as stale as the limits allow.
   *
   * @param demand - `usable`: it waits only when there is no usable copy. `confirmed`: up to 10 s for a pass, of which there is
   * one in 10 s; what is there then must do. `cached`: it does not wait.
   * @throws NoCachedCopy when `cached` is demanded and there is no usable copy. Else, when there is none: the ContactsError of
   * the last pass when it failed; when the wait limit comes first, that of the latest failed attempt, else FirstCopyIncomplete,
   * which is also the answer when the directory was closed meanwhile.
   */
  async read(demand: Demand = 'usable'): Promise<DirectoryAnswer> {
    const { copy, waited } = await this.#copyFor(demand);
    return this.#answer(copy, waited);
  }

  /**
   * What has changed since a version that this or another instance has given out.
   *
   * @throws UnknownVersion; and what `read` throws.
   */
  async changesSince(version: string, demand: Demand = 'usable'): Promise<DirectoryChanges> {
    const { copy: found, waited } = await this.#copyFor(demand);
    let copy = found;
    let since = await this.#idsSince(version, copy);
    if (!since) {
      // Another instance may be ahead.
      await this.#follower.follow();
      copy = this.#state.copy ?? found;
      since = copy === found ? undefined : await this.#idsSince(version, copy);
    }
    if (!since) throw new UnknownVersion();
    const { snapshot } = copy;
    const ids = [...since].sort(compareIds);
    const changed = ids.filter((id) => snapshot.has(id));
    return { ...this.#answer(copy, waited), changed, removed: ids.filter((id) => !snapshot.has(id)) };
  }

  /** Starts a pass when one is due. Resolves when no pass is under way any more; never rejects. */
  async keepFresh(): Promise<void> {
    this.#refreshedIfDue();
    await this.#passes.running;
  }

  status(): DirectoryStatus {
    const { copy, walk, effort, backoff } = this.#state;
    return {
      copy: copy && {
        freshness: this.#state.freshness(),
        contacts: copy.snapshot.size,
        version: copy.snapshot.version,
        ageMs: this.#state.ageMs(copy),
        checkpoint: copy.checkpoint,
      },
      isPassing: effort !== undefined,
      walk: walk?.progress,
      failure: backoff.failure,
      cacheFailure: this.#cache.failure,
      nextPassInMs: effort ? 0 : backoff.msLeft(),
    };
  }

  /** Ends the pass under way, and starts no other. What has been copied can still be read. */
  async close(): Promise<void> {
    await this.#refresher.close();
    await this.#passes.running;
  }

  async #copyFor(demand: Demand): Promise<{ readonly copy: Copy; readonly waited: boolean }> {
    let copy = this.#refreshedIfDue();
    const asksForPass = copy !== undefined && demand === 'confirmed' && !this.#state.isClosed;
    const hasWaited = asksForPass && (await this.#confirmations.confirmed());
    if (hasWaited) copy = this.#usable();
    if (copy) return { copy, waited: hasWaited };
    if (demand === 'cached') throw new NoCachedCopy();
    const found = await this.#waitedFor();
    if (found) return { copy: found, waited: true };
    throw this.#state.failure() ?? new FirstCopyIncomplete();
  }

  async #idsSince(version: string, { snapshot, deltas }: Copy): Promise<ReadonlySet<string> | undefined> {
    return version === snapshot.version ? new Set() : await this.#deltas.idsSince(version, deltas);
  }

  /** The copy if it is usable; a pass is started when one is due. */
  #refreshedIfDue(): Copy | undefined {
    if (this.#refresher.isDue()) this.#startIfDue();
    return this.#usable();
  }

  #usable(): Copy | undefined {
    return this.#state.freshness() === 'unusable' ? undefined : this.#state.copy;
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

  /** A pass that begins now; no other is under way then. */
  async #forcedPass(): Promise<void> {
    while (this.#passes.running) await this.#passes.running;
    await this.#start(() => this.#refresher.forcedPass());
  }

  #startIfDue(): void {
    if (this.#state.isClosed || this.#passes.running || this.#platform.now() < this.#nextPassAt) return;
    void this.#start(() => this.#refresher.pass());
  }

  #start(pass: () => Promise<number>): Promise<void> {
    const { duringPass = (run) => run() } = this.#platform;
    return this.#passes.start(async () => {
      this.#nextPassAt = await duringPass(pass);
      this.#cache.passEnded();
    });
  }

  /** After a failure callers do not wait while the source may not be asked, though others are looked at. */
  #isPausing(): boolean {
    const { effort, backoff } = this.#state;
    return !effort && backoff.isLasting && backoff.msLeft() > 0;
  }

  #answer(copy: Copy, waited: boolean): DirectoryAnswer {
    return { snapshot: copy.snapshot, publishedAt: copy.publishedAt, ageMs: this.#state.ageMs(copy), waited };
  }
}
