import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { Follower } from './follower.js';
import type { Updater } from './updater.js';
import { WalkSuperseded } from './walk-superseded.js';
import type { Walker } from './walker.js';

/** How often the doing of the other instances is looked at while they are waited for. */
const LOOK_EVERY_MS = 1000;
const AT_ONCE = -Infinity;

/** Brings the copy up to date, a pass at a time: by what another instance has published, else from the source. */
export class Refresher {
  readonly #state: CopyState;
  readonly #follower: Follower;
  readonly #updater: Updater;
  readonly #walker: Walker;
  readonly #platform: DirectoryPlatform;
  readonly #closing: Promise<void>;
  #endPause: () => void = () => undefined;

  constructor(state: CopyState, follower: Follower, updater: Updater, walker: Walker, platform: DirectoryPlatform) {
    this.#state = state;
    this.#follower = follower;
    this.#updater = updater;
    this.#walker = walker;
    this.#platform = platform;
    this.#closing = new Promise((resolve) => (this.#endPause = resolve));
  }

  /** Whether there is something for a pass to do. */
  isDue(): boolean {
    return this.#state.freshness() !== 'fresh' || this.#walker.found !== undefined;
  }

  /** Never rejects. Answers the time from which on another pass makes sense: at once, unless another instance is at it or it has failed. */
  pass(): Promise<number> {
    return this.#guarded(() => this.#followOrUpdate());
  }

  /** Looks at the source now, unless it is not to be asked at the moment; else as `pass`. */
  forcedPass(): Promise<number> {
    return this.#guarded(async () => {
      if (this.#mayAsk()) await this.#updater.force();
      return AT_ONCE;
    });
  }

  /** Ends what is under way, and every later pass at once. */
  async close(): Promise<void> {
    this.#state.isClosed = true;
    this.#endPause();
    this.#state.walk?.cancel();
    await this.#walker.beside;
  }

  async #guarded(pass: () => Promise<number>): Promise<number> {
    const startedAt = this.#platform.now();
    try {
      return await pass();
    } catch (error) {
      // After close() the error is only our own cancellation.
      if (!this.#state.isClosed) this.#failed(error, startedAt);
      return this.#nextLookAt();
    } finally {
      this.#state.effort = undefined;
    }
  }

  async #followOrUpdate(): Promise<number> {
    const { backoff } = this.#state;
    for (;;) {
      await this.#follower.follow();
      const nextLookAt = this.#nextLookAt();
      if (this.#walker.found && this.#mayAsk()) {
        await this.#updater.finishWalk();
        return AT_ONCE;
      }
      const mayTry = this.#mayAsk() && !this.#state.letsOthersGoFirst();
      const isFresh = this.#state.freshness() === 'fresh';
      if (isFresh || (mayTry && (await this.#updater.takeTurn()))) return AT_ONCE;
      // A failure is an answer while it keeps us from trying; where only another's turn does, there is something to wait for.
      const hasAnswer = this.#state.freshness() !== 'unusable' || (backoff.isLasting && !mayTry);
      if (hasAnswer || this.#state.isClosed) return nextLookAt;
      await Promise.race([this.#platform.pause(LOOK_EVERY_MS), this.#closing]);
    }
  }

  #mayAsk(): boolean {
    return !this.#state.isClosed && this.#state.backoff.msLeft() === 0;
  }

  /** In a moment, or as soon as the source may be asked again. */
  #nextLookAt(): number {
    const pauseMs = this.#state.backoff.msLeft();
    return this.#platform.now() + Math.min(LOOK_EVERY_MS, pauseMs > 0 ? pauseMs : LOOK_EVERY_MS);
  }

  #failed(error: unknown, startedAt: number): void {
    const { backoff, effort } = this.#state;
    if (error instanceof WalkSuperseded) {
      // What ended the walk is our own doing.
      backoff.failed(error.setback);
      if (this.#state.freshness() === 'fresh') backoff.bridged();
      this.#platform.observe?.({ kind: 'walk-superseded' });
      return;
    }
    backoff.failed(error);
    const durationMs = this.#platform.now() - startedAt;
    const requests = effort?.requests ?? 0;
    this.#platform.observe?.({ kind: 'pass-failed', error, nextPassInMs: backoff.msLeft(), requests, durationMs });
  }
}
