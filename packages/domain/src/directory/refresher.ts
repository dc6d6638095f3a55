import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { Follower } from './follower.js';
import type { Walker } from './walker.js';

/** How often the doing of the other instances is looked at while they are waited for. */
const LOOK_EVERY_MS = 1000;
const AT_ONCE = -Infinity;

/** Brings the copy up to date, a pass at a time: by what another instance has published, else by a walk. */
export class Refresher {
  readonly #state: CopyState;
  readonly #follower: Follower;
  readonly #walker: Walker;
  readonly #platform: DirectoryPlatform;
  readonly #closing: Promise<void>;
  #endPause: () => void = () => undefined;

  constructor(state: CopyState, follower: Follower, walker: Walker, platform: DirectoryPlatform) {
    this.#state = state;
    this.#follower = follower;
    this.#walker = walker;
    this.#platform = platform;
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
      if (!this.#state.isClosed) this.#failed(error);
      return this.#nextLookAt();
    } finally {
      this.#state.walk = undefined;
    }
  }

  /** Ends the pass under way, and every later one at once. */
  close(): void {
    this.#state.isClosed = true;
    this.#endPause();
    this.#state.walk?.cancel();
  }

  async #followOrWalk(): Promise<number> {
    const { backoff } = this.#state;
    for (;;) {
      await this.#follower.follow();
      const nextLookAt = this.#nextLookAt();
      const mayWalk = !this.#state.isClosed && backoff.msLeft() === 0 && !this.#state.letsOthersGoFirst();
      const isFresh = this.#state.freshness() === 'fresh';
      if (isFresh || (mayWalk && (await this.#walker.takeTurn()))) return AT_ONCE;
      // A failure is an answer while it keeps us from walking; where only another's turn does, there is something to wait for.
      const hasAnswer = this.#state.freshness() !== 'unusable' || (backoff.isLasting && !mayWalk);
      if (hasAnswer || this.#state.isClosed) return nextLookAt;
      await Promise.race([this.#platform.pause(LOOK_EVERY_MS), this.#closing]);
    }
  }

  /** In a moment, or as soon as a walk may start again. */
  #nextLookAt(): number {
    const pauseMs = this.#state.backoff.msLeft();
    return this.#platform.now() + Math.min(LOOK_EVERY_MS, pauseMs > 0 ? pauseMs : LOOK_EVERY_MS);
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
}
