import type { ContactsError } from '../errors.js';
import { type Confirmation, type Copy, isNewer } from '../fleet/copy.js';
import type { Head } from '../fleet/head.js';
import type { Lease } from '../fleet/lease.js';
import { publish } from '../fleet/publish.js';
import type { SeenHead, SharedCopy } from '../fleet/shared-copy.js';
import type { ContactSourcePort } from '../ports.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';
import { WalkRun } from './walk-run.js';

/** How often the doing of the other instances is looked at while they are waited for. */
const LOOK_EVERY_MS = 1000;
const AT_ONCE = -Infinity;

/** Brings the copy up to date, a pass at a time: by what another instance has published, else by a walk. */
export class Refresher {
  readonly #state: CopyState;
  readonly #source: ContactSourcePort;
  readonly #shared: SharedCopy;
  readonly #lease: Lease;
  readonly #platform: DirectoryPlatform;
  readonly #onUsable: () => void;
  readonly #closing: Promise<void>;
  #endPause: () => void = () => undefined;
  #isClosed = false;

  /** @param onUsable - called when there is a copy to be served, which may be long before the pass ends. */
  constructor(
    state: CopyState,
    source: ContactSourcePort,
    shared: SharedCopy,
    lease: Lease,
    platform: DirectoryPlatform,
    onUsable: () => void,
  ) {
    this.#state = state;
    this.#source = source;
    this.#shared = shared;
    this.#lease = lease;
    this.#platform = platform;
    this.#onUsable = onUsable;
    this.#closing = new Promise((resolve) => (this.#endPause = resolve));
  }

  /**
   * Never rejects. Answers the time from which on another pass makes sense: at once, unless another instance is at it or the
   * walk has failed.
   */
  async pass(): Promise<number> {
    try {
      return await this.#followOrWalk();
    } catch (error) {
      // After close() the error is only our own cancellation.
      if (!this.#isClosed) this.#failed(error);
      return this.#nextLookAt();
    } finally {
      this.#state.walk = undefined;
    }
  }

  /** Ends the pass under way, and every later one at once. */
  close(): void {
    this.#isClosed = true;
    this.#endPause();
    this.#state.walk?.cancel();
  }

  async #followOrWalk(): Promise<number> {
    for (;;) {
      await this.#follow();
      const { backoff } = this.#state;
      const nextLookAt = this.#nextLookAt();
      const mayWalk = !this.#isClosed && backoff.msLeft() === 0 && !this.#state.letsOthersGoFirst();
      const isFresh = this.#state.freshness() === 'fresh';
      if (isFresh || (mayWalk && (await this.#tookTurn()))) return AT_ONCE;
      const hasAnswer = this.#state.freshness() !== 'unusable' || backoff.isLasting;
      if (hasAnswer || this.#isClosed) return nextLookAt;
      await Promise.race([this.#platform.pause(LOOK_EVERY_MS), this.#closing]);
    }
  }

  /** Takes over the fleet's copy if it is newer than ours. */
  async #follow(): Promise<SeenHead> {
    const seen = await this.#shared.look();
    const isNews = (them: Confirmation): boolean => !this.#state.copy || isNewer(them, this.#state.copy);
    if (!seen.head || !isNews(seen.head)) return seen;
    const newer = await this.#shared.load(seen.head, this.#state.copy?.snapshot);
    if (newer && isNews(newer)) this.#receive(newer);
    return seen;
  }

  #receive(copy: Copy): void {
    this.#have(copy);
    if (this.#state.freshness() === 'fresh') this.#state.backoff.bridged();
    const { version, size } = copy.snapshot;
    this.#platform.observe?.({ kind: 'copy-received', version, contacts: size, ageMs: this.#state.ageMs(copy) });
  }

  #have(copy: Copy): void {
    this.#state.copy = copy;
    if (this.#state.freshness() !== 'unusable') this.#onUsable();
  }

  /** In a moment, or as soon as a walk may start again. */
  #nextLookAt(): number {
    const pauseMs = this.#state.backoff.msLeft();
    return this.#platform.now() + Math.min(LOOK_EVERY_MS, pauseMs > 0 ? pauseMs : LOOK_EVERY_MS);
  }

  /** Does what is left to be done if no other instance is at it. Answers whether it was our turn. */
  async #tookTurn(): Promise<boolean> {
    if (!(await this.#lease.take())) return false;
    let isHeld = true;
    void this.#watch(() => isHeld);
    try {
      // Between our look and our lease another instance may have published.
      const seen = await this.#restored(await this.#follow());
      const isDone = this.#state.freshness() === 'fresh';
      if (!isDone && !this.#isClosed) await this.#walk(seen);
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
    const copy = await publish(found, seen, this.#shared, this.#source, () => this.#progressed());
    // The watch may have received another instance's meanwhile.
    if (this.#state.copy === before || !this.#state.copy || isNewer(copy, this.#state.copy)) this.#have(copy);
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
      await this.#platform.pause(LOOK_EVERY_MS);
      if (!isHeld()) return;
      if (await this.#lease.keep()) continue;
      await this.#follow();
      const { copy, walk } = this.#state;
      if (!copy || copy === before || !walk || !isHeld()) continue;
      // What the walk is for is there, or newer than it can become.
      if (this.#state.freshness() === 'fresh' || copy.checkpoint > (walk.checkpoint ?? '')) walk.supersede();
    }
  }

  #failed(error: unknown): void {
    const { backoff, walk } = this.#state;
    // What ends a superseded walk is our own doing.
    backoff.failed(walk?.isSuperseded ? walk.setback : error);
    const took = { pages: 0, contacts: 0, skipped: 0, ...walk?.progress, durationMs: walk?.durationMs ?? 0 };
    if (walk?.isSuperseded) {
      if (this.#state.freshness() === 'fresh') backoff.bridged();
      this.#platform.observe?.({ kind: 'walk-superseded', ...took });
    } else {
      this.#platform.observe?.({ kind: 'pass-failed', error, nextPassInMs: backoff.msLeft(), ...took });
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
