import type { Lease } from '../fleet/lease.js';
import type { ContactSourcePort } from '../ports.js';
import { Backoff } from './backoff.js';
import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';
import { SourceEffort } from './source-effort.js';
import { type WalkFound, WalkRun } from './walk-run.js';
import { WalkSuperseded } from './walk-superseded.js';

const REPORT_EVERY_MS = 5000;

/** Walks through the source, one walk at a time: as a part of a pass, or beside the passes. */
export class Walker {
  readonly #state: CopyState;
  readonly #source: ContactSourcePort;
  readonly #lease: Lease;
  readonly #platform: DirectoryPlatform;
  readonly #everyMs: number;
  readonly #backoff: Backoff;
  #found: WalkFound | undefined;
  #beside: Promise<void> | undefined;

  /**
   * @param lease - of a walk beside the passes.
   * @param everyMs - from this age on of the last walk another is due, whatever changes are known.
   */
  constructor(state: CopyState, source: ContactSourcePort, lease: Lease, platform: DirectoryPlatform, everyMs: number) {
    this.#state = state;
    this.#source = source;
    this.#lease = lease;
    this.#platform = platform;
    this.#everyMs = everyMs;
    this.#backoff = new Backoff(platform.now);
  }

  /** What the last walk has found, until it is in the copy. */
  get found(): WalkFound | undefined {
    return this.#found;
  }

  /** The walk beside the passes, while there is one; it does not reject. */
  get beside(): Promise<void> | undefined {
    return this.#beside;
  }

  /** What was found is in the copy, or the copy is newer. */
  settle(): void {
    this.#found = undefined;
  }

  /**
   * Walks now. `found` tells what was found.
   *
   * @param reason - for the log.
   * @throws what the walk throws; WalkSuperseded.
   */
  async walk(reason: string, effort: SourceEffort): Promise<void> {
    const walk = new WalkRun(this.#source, this.#state.copy, this.#platform, effort);
    this.#state.walk = walk;
    this.#platform.observe?.({ kind: 'walk-started', reason });
    void this.#report(walk);
    try {
      this.#found = await walk.toItsEnd();
    } catch (error) {
      throw walk.isSuperseded ? new WalkSuperseded(effort.setback) : error;
    } finally {
      this.#state.walk = undefined;
      this.#platform.observe?.({ kind: 'walk-ended', ...walk.verdict });
    }
  }

  /** Begins to walk beside the passes, if the last walk is long ago and no other instance is at it. */
  startIfDue(): void {
    const { copy, walk, isClosed } = this.#state;
    if (!copy || walk || this.#found || this.#beside || isClosed || this.#backoff.msLeft() > 0) return;
    if (this.#platform.now() - copy.walkedAt < this.#everyMs) return;
    this.#beside = this.#walkBeside().finally(() => (this.#beside = undefined));
  }

  async #walkBeside(): Promise<void> {
    try {
      const effort = new SourceEffort((setback) => this.#lease.progressed(setback));
      const hasWalked = await this.#lease.during(
        () => this.walk('the last one is long ago', effort),
        () => Promise.resolve(),
      );
      if (hasWalked) this.#backoff.succeeded();
      else this.#backoff.failed(undefined);
    } catch (error) {
      this.#backoff.failed(error);
      if (this.#state.isClosed) return;
      this.#platform.observe?.({ kind: 'walk-failed', error, nextWalkInMs: this.#backoff.msLeft() });
    }
  }

  async #report(walk: WalkRun): Promise<void> {
    for (;;) {
      await this.#platform.pause(REPORT_EVERY_MS);
      if (this.#state.walk !== walk) return;
      this.#platform.observe?.({ kind: 'walk-progress', ...walk.progress });
    }
  }
}
