import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { DirectoryAnswer, DirectoryStatus } from './directory-answer.js';
import type { DirectoryPlatform } from './directory-platform.js';
import { FirstCopyIncomplete } from '../errors.js';
import { type Freshness, type FreshnessLimits, freshnessOf } from './freshness.js';
import { PassRunner } from './pass-runner.js';
import type { ContactSourcePort, ContactWalk } from '../ports.js';
import { readWalk, type WalkProgress } from './read-walk.js';

interface Copy {
  readonly snapshot: ContactSnapshot;
  readonly publishedAt: number;
  readonly confirmedAt: number;
}

const NO_PROGRESS: WalkProgress = { pages: 0, contacts: 0, skipped: 0 };

/**
 * Keeps a fresh copy of a source's contacts. Reading never waits while a usable copy exists; all who must wait share
 * one pass. Nothing happens on its own: reads and `keepFresh()` start passes.
 */
export class ContactDirectory {
  readonly #source: ContactSourcePort;
  readonly #limits: FreshnessLimits;
  readonly #platform: DirectoryPlatform;
  readonly #runner: PassRunner;
  #copy: Copy | undefined;
  #walk: ContactWalk | undefined;
  #startedAt = 0;
  #progress = NO_PROGRESS;
  /** The latest failure of a pass, or of an attempt within it; cleared by the next page. */
  #lastFailure: unknown;
  #closed = false;

  constructor(source: ContactSourcePort, limits: FreshnessLimits, platform: DirectoryPlatform) {
    this.#source = source;
    this.#limits = limits;
    this.#platform = platform;
    this.#runner = new PassRunner(
      () => this.#pass(),
      platform.now,
      () => this.#report(),
    );
  }

  /**
   * The contacts, fresh or as stale as the limits allow. It waits only when there is no usable copy.
   *
   * @throws the ContactsError of the last pass when it failed. When the wait limit comes first: that of the latest failed
   * attempt, else FirstCopyIncomplete, which is also the answer when the directory was closed meanwhile.
   */
  async read(): Promise<DirectoryAnswer> {
    const copy = this.#refreshedIfDue();
    if (copy) return this.#answer(copy, false);
    const askedAt = this.#platform.now();
    if (this.#runner.running) await this.#runner.ended(this.#platform.waitLimit());
    const found = this.#copy;
    // A pass that completed while the caller waited is good enough, also with a time to live of 0.
    const isUsable = found && (found.confirmedAt >= askedAt || this.#freshnessOf(found) !== 'unusable');
    if (isUsable) return this.#answer(found, true);
    throw this.#lastFailure ?? new FirstCopyIncomplete();
  }

  /** Starts a pass when one is due. Resolves when no pass is under way any more; never rejects. */
  async keepFresh(): Promise<void> {
    this.#refreshedIfDue();
    await this.#runner.running;
  }

  status(): DirectoryStatus {
    const { failure, running } = this.#runner;
    const copy = this.#copy && {
      freshness: this.#freshnessOf(this.#copy),
      contacts: this.#copy.snapshot.size,
      version: this.#copy.snapshot.version,
      ageMs: this.#ageMs(this.#copy),
    };
    return { copy, pass: running && this.#progress, failure, nextPassInMs: this.#runner.msToNext() };
  }

  /** Ends the pass under way, and starts no other. What has been copied can still be read. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#runner.close();
    this.#walk?.cancel();
    await this.#runner.running;
  }

  /** The copy if it is usable; a pass is started when it is not fresh. */
  #refreshedIfDue(): Copy | undefined {
    const found = this.#copy ? this.#freshnessOf(this.#copy) : 'unusable';
    if (found !== 'fresh') this.#runner.startIfDue();
    return found === 'unusable' ? undefined : this.#copy;
  }

  #freshnessOf(copy: Copy): Freshness {
    // The running pass has received a page, so that an earlier refusal no longer holds.
    const isAccepted = this.#runner.running && this.#progress.pages > 0;
    return freshnessOf(this.#ageMs(copy), isAccepted ? undefined : this.#runner.failure, this.#limits);
  }

  #ageMs({ confirmedAt }: Copy): number {
    return this.#platform.now() - confirmedAt;
  }

  #answer(copy: Copy, waited: boolean): DirectoryAnswer {
    return { snapshot: copy.snapshot, publishedAt: copy.publishedAt, ageMs: this.#ageMs(copy), waited };
  }

  async #pass(): Promise<void> {
    this.#startedAt = this.#platform.now();
    this.#progress = NO_PROGRESS;
    try {
      this.#walk = this.#source.walk((failure) => (this.#lastFailure = failure));
      const snapshot = await readWalk(this.#walk, this.#copy?.snapshot, this.#platform, (progress) => {
        this.#progress = progress;
        this.#lastFailure = undefined;
      });
      this.#publish(snapshot);
      this.#lastFailure = undefined;
    } catch (error) {
      // After close() the error is only our own cancellation.
      if (!this.#closed) this.#lastFailure = error;
      throw error;
    } finally {
      this.#walk = undefined;
    }
  }

  /** An unchanged copy keeps its snapshot and its date: only its age starts anew. */
  #publish(snapshot: ContactSnapshot): void {
    const now = this.#platform.now();
    const same = this.#copy?.snapshot.version === snapshot.version;
    this.#copy = same ? { ...this.#copy!, confirmedAt: now } : { snapshot, publishedAt: now, confirmedAt: now };
  }

  #report(): void {
    const { failure } = this.#runner;
    const took = { ...this.#progress, durationMs: this.#platform.now() - this.#startedAt };
    this.#platform.observe?.(
      failure === undefined
        ? { kind: 'pass-completed', version: this.#copy!.snapshot.version, ...took }
        : { kind: 'pass-failed', error: failure, nextPassInMs: this.#runner.msToNext(), ...took },
    );
  }
}
