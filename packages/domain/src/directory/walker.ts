import type { ContactsError } from '../errors.js';
import { type Copy, isNewer } from '../fleet/copy.js';
import type { Head } from '../fleet/head.js';
import type { Lease } from '../fleet/lease.js';
import { publish } from '../fleet/publish.js';
import type { SeenHead, SharedCopy } from '../fleet/shared-copy.js';
import type { ContactSourcePort } from '../ports.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { Follower } from './follower.js';
import { WalkRun } from './walk-run.js';

/** How often the holder of a lease looks after it. */
const WATCH_EVERY_MS = 1000;

/** Walks through the source for all instances, while it holds the lease. */
export class Walker {
  readonly #state: CopyState;
  readonly #source: ContactSourcePort;
  readonly #follower: Follower;
  readonly #shared: SharedCopy;
  readonly #lease: Lease;
  readonly #platform: DirectoryPlatform;

  constructor(
    state: CopyState,
    source: ContactSourcePort,
    follower: Follower,
    shared: SharedCopy,
    lease: Lease,
    platform: DirectoryPlatform,
  ) {
    this.#state = state;
    this.#source = source;
    this.#follower = follower;
    this.#shared = shared;
    this.#lease = lease;
    this.#platform = platform;
  }

  /**
   * Makes a fresh copy if no other instance is at it. Answers whether it was our turn.
   *
   * @throws what the walk throws.
   */
  async takeTurn(): Promise<boolean> {
    if (!(await this.#lease.take())) return false;
    let isHeld = true;
    void this.#watch(() => isHeld);
    try {
      // Between our look and our lease another instance may have published.
      const seen = await this.#restored(await this.#follower.follow());
      const isDone = this.#state.freshness() === 'fresh' || this.#state.isClosed;
      if (!isDone) await this.#walk(seen);
      return true;
    } finally {
      isHeld = false;
      await this.#lease.giveBack();
    }
  }

  /** Puts our copy back where the cache has lost it or a part of it. Answers the head after that. */
  async #restored(seen: SeenHead): Promise<SeenHead> {
    const { copy } = this.#state;
    if (!copy || (seen.head && isNoLoss(seen.head, copy))) return seen;
    await this.#shared.publish(copy, seen, () => this.#progressed());
    return this.#shared.look();
  }

  async #walk(seen: SeenHead): Promise<void> {
    const before = this.#state.copy;
    const walk = new WalkRun(this.#source, this.#platform, (setback) => this.#progressed(setback));
    this.#state.walk = walk;
    const snapshot = await walk.snapshot(before?.snapshot);
    const found = this.#confirmed(snapshot, walk.checkpoint ?? '');
    // Who has nothing to serve does not wait until all of it is stored.
    if (this.#state.isNews(found) && this.#state.freshness() === 'unusable') this.#state.have(found);
    const copy = await publish(found, seen, this.#shared, this.#source, () => this.#progressed());
    // The watch may have received another instance's meanwhile.
    const { copy: current } = this.#state;
    if (current === before || current === found || this.#state.isNews(copy)) this.#state.have(copy);
    this.#state.backoff.succeeded();
    const { progress, durationMs } = walk;
    const { version } = copy.snapshot;
    this.#platform.observe?.({ kind: 'pass-completed', version, durationMs, ...progress });
  }

  /** An unchanged copy keeps its snapshot and its date: only its age starts anew. */
  #confirmed(snapshot: ContactSnapshot, checkpoint: string): Copy {
    const now = this.#platform.now();
    const { copy } = this.#state;
    const same = copy?.snapshot.version === snapshot.version ? copy : { snapshot, publishedAt: now };
    return { snapshot: same.snapshot, publishedAt: same.publishedAt, checkpoint, confirmedAt: now, receivedAt: now };
  }

  /** Keeps the lease while there is progress. When it has gone, another instance's copy may overtake our walk. */
  async #watch(isHeld: () => boolean): Promise<void> {
    const before = this.#state.copy;
    for (;;) {
      await this.#platform.pause(WATCH_EVERY_MS);
      if (!isHeld()) return;
      if (await this.#lease.keep()) continue;
      await this.#follower.follow();
      const { copy, walk } = this.#state;
      if (!copy || copy === before || !walk || !isHeld()) continue;
      // What the walk is for is there, or newer than it can become.
      if (this.#state.freshness() === 'fresh' || copy.checkpoint > (walk.checkpoint ?? '')) walk.supersede();
    }
  }

  /** A setback is no progress; but where one is told to wait, another instance would have to wait as well. */
  #progressed(setback?: ContactsError): void {
    if (!setback) this.#lease.progress();
    else if (setback.retryAfterMs !== undefined) this.#lease.progress(this.#platform.now() + setback.retryAfterMs);
  }
}

/** A head that was confirmed later is none, even if the source has set its clock back since our copy. */
const isNoLoss = (head: Head, own: Copy): boolean => isNewer(head, own) || head.confirmedAt > own.confirmedAt;
