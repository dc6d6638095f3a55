import { type Copy, isNewer } from '../fleet/copy.js';
import type { Head } from '../fleet/head.js';
import { inTurns } from '../fleet/in-turns.js';
import type { Lease } from '../fleet/lease.js';
import type { Fleet } from '../fleet/fleet.js';
import type { SeenHead } from '../fleet/shared-copy.js';
import type { SourceChanges, WalkAgain } from '../ports.js';
import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { Follower } from './follower.js';
import { pass, type PassPlan } from './pass.js';
import { SourceEffort } from './source-effort.js';
import type { WalkFound } from './walk-run.js';
import type { Walker } from './walker.js';

/** Brings the copy up to date from the source: by what has changed, else by a walk. Its methods throw what the source throws. */
export class Updater {
  readonly #state: CopyState;
  readonly #follower: Follower;
  readonly #walker: Walker;
  readonly #fleet: Fleet;
  readonly #lease: Lease;
  readonly #platform: DirectoryPlatform;

  /** @param lease - of a pass. */
  constructor(
    state: CopyState,
    follower: Follower,
    walker: Walker,
    fleet: Fleet,
    lease: Lease,
    platform: DirectoryPlatform,
  ) {
    this.#state = state;
    this.#follower = follower;
    this.#walker = walker;
    this.#fleet = fleet;
    this.#lease = lease;
    this.#platform = platform;
  }

  /** Makes a fresh copy for all instances, if no other is at it. Answers whether it was our turn. */
  async takeTurn(): Promise<boolean> {
    return this.#leased(async () => {
      // Between our look and our lease another instance may have published.
      const seen = await this.#restored(await this.#follower.follow());
      if (this.#state.freshness() === 'fresh' || this.#state.isClosed) return;
      const again = await this.#change(seen, this.#state.copy?.snapshot.size ?? 0);
      if (again) await this.#walk(again.reason);
      this.#walker.startIfDue();
    });
  }

  /** Follows what has changed, whoever else is at it; where that takes a walk, only if it is our turn. */
  async force(): Promise<void> {
    const again = await this.#change(await this.#follower.follow(), this.#state.copy?.snapshot.size ?? 0);
    if (again) await this.#leased(() => this.#walk(again.reason));
  }

  /** What a walk has found becomes the copy. */
  async finishWalk(): Promise<void> {
    const seen = await this.#follower.follow();
    const found = this.#walker.found!;
    const { copy } = this.#state;
    if (copy !== found.before) return this.#reconcile(found, copy!, seen);
    if (!(await this.#passAfter(found, seen, nothingSince(found), copy ? await this.#missed(found, copy) : []))) return;
    // What was walked is as old as the beginning of the walk. After a short one the next pass is early enough.
    if (this.#state.isLongAgo(found.startedAt)) await this.#change(await this.#follower.follow(), Infinity);
  }

  /** Meanwhile passes may have read some contacts later than the walk: there the source decides. */
  async #reconcile(found: WalkFound, copy: Copy, seen: SeenHead): Promise<void> {
    const { snapshot, checkpoint, before } = found;
    const since = await this.#fleet.source.changesSince(checkpoint, Infinity, this.#begin());
    // Where nothing names what has changed since, a copy that came meanwhile may be of a later walk.
    if (since.kind === 'walk-again' && copy.checkpoint > checkpoint) return this.#walker.settle();
    const { changed, removed } = await inTurns(copy.snapshot.stepsFrom(before?.snapshot ?? snapshot), this.#platform);
    const doubtful = [...changed, ...removed, ...(await this.#missed(found, copy))];
    await this.#passAfter(found, seen, since.kind === 'changes' ? since : nothingSince(found), doubtful);
  }

  /** A walk may miss some contacts: where it has, the source decides as well. */
  async #missed({ snapshot }: WalkFound, copy: Copy): Promise<readonly string[]> {
    return (await inTurns(snapshot.stepsFrom(copy.snapshot), this.#platform)).removed;
  }

  async #passAfter(
    { snapshot, startedAt, effort: walked }: WalkFound,
    seen: SeenHead,
    names: SourceChanges,
    doubtful: readonly string[],
  ): Promise<boolean> {
    const effort = this.#state.effort ?? this.#begin();
    if (effort !== walked) effort.requests += walked.requests;
    const plan = { kind: 'walk', snapshot, walkedAt: startedAt, startedAt, names, doubtful, seen, effort } as const;
    const isDone = await this.#pass(plan);
    if (isDone) this.#walker.settle();
    return isDone;
  }

  /** @param size - Infinity after a walk, which is not to be followed by another. */
  async #change(seen: SeenHead, size: number): Promise<WalkAgain | undefined> {
    const { copy } = this.#state;
    if (!copy) return { kind: 'walk-again', reason: 'there is no copy yet' };
    const startedAt = this.#platform.now();
    const effort = this.#begin();
    const names = await this.#fleet.source.changesSince(copy.checkpoint, size, effort);
    if (names.kind === 'walk-again') return names;
    // Another instance's may have been received meanwhile, and know more than ours did.
    const { snapshot, walkedAt } = this.#state.copy ?? copy;
    await this.#pass({ kind: 'changes', snapshot, walkedAt, names, doubtful: [], seen, startedAt, effort });
    return undefined;
  }

  async #walk(reason: string): Promise<void> {
    await this.#walker.beside;
    if (!this.#walker.found) await this.#walker.walk(reason, this.#begin());
    await this.finishWalk();
  }

  async #pass(plan: PassPlan): Promise<boolean> {
    const isDone = await pass(plan, this.#state, this.#fleet, this.#platform);
    if (!isDone) await this.#follower.follow();
    this.#state.backoff.succeeded();
    return isDone;
  }

  #begin(): SourceEffort {
    this.#state.effort = new SourceEffort((setback) => this.#lease.progressed(setback));
    return this.#state.effort;
  }

  #leased(work: () => Promise<void>): Promise<boolean> {
    const before = this.#state.copy;
    return this.#lease.during(work, () => this.#overtaken(before));
  }

  /** Puts our copy back where the cache has lost it or a part of it. Answers the head after that. */
  async #restored(seen: SeenHead): Promise<SeenHead> {
    const { copy } = this.#state;
    if (!copy || (seen.head && isNoLoss(seen.head, copy))) return seen;
    await this.#fleet.shared.publish(copy, seen, this.#fleet.onProgress);
    return this.#fleet.shared.look();
  }

  /** The lease has gone: another instance's copy may overtake our walk. */
  async #overtaken(before: Copy | undefined): Promise<void> {
    await this.#follower.follow();
    const { copy, walk } = this.#state;
    if (!copy || copy === before || !walk || this.#walker.beside) return;
    // What the walk is for is there, or newer than it can become.
    if (this.#state.freshness() === 'fresh' || copy.checkpoint > (walk.checkpoint ?? '')) walk.supersede();
  }
}

const nothingSince = ({ checkpoint }: WalkFound): SourceChanges => ({
  kind: 'changes',
  changed: [],
  perhapsGone: [],
  checkpoint,
});

/** A head that was confirmed later is none, even if the source has set its clock back since our copy. */
const isNoLoss = (head: Head, own: Copy): boolean => isNewer(head, own) || head.confirmedAt > own.confirmedAt;
