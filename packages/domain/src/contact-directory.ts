import { ContactSnapshot } from './contact-snapshot.js';
import type { DirectoryAnswer, DirectoryStatus } from './directory-answer.js';
import type { DirectoryTools } from './directory-tools.js';
import { FirstCopyIncomplete } from './errors.js';
import { type Freshness, standing, type Standing } from './freshness.js';
import { gather, type WalkProgress } from './gather.js';
import { Passes } from './passes.js';
import type { ContactSourcePort, ContactWalk } from './ports.js';

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
  readonly #freshness: Freshness;
  readonly #tools: DirectoryTools;
  readonly #passes: Passes;
  #copy: Copy | undefined;
  #walk: ContactWalk | undefined;
  #startedAt = 0;
  #progress = NO_PROGRESS;
  /** The last failure, of a pass or of one attempt within it, since which no page has come. */
  #setback: unknown;
  #closed = false;

  constructor(source: ContactSourcePort, freshness: Freshness, tools: DirectoryTools) {
    this.#source = source;
    this.#freshness = freshness;
    this.#tools = tools;
    this.#passes = new Passes(
      () => this.#pass(),
      tools.now,
      () => this.#report(),
    );
  }

  /**
   * The contacts, fresh or as stale as the freshness rules allow.
   *
   * @throws the last pass's ContactsError when there is no usable copy; that of a failing attempt, or
   * FirstCopyIncomplete, when patience runs out before the pass ends. FirstCopyIncomplete also once it is closed.
   */
  async read(): Promise<DirectoryAnswer> {
    const copy = this.#refreshedIfDue();
    if (copy) return this.#answer(copy, false);
    const askedAt = this.#tools.now();
    if (this.#passes.running) await this.#passes.ended(this.#tools.patience());
    const found = this.#copy;
    const isUsable = found && (found.confirmedAt >= askedAt || this.#standing(found) !== 'unusable');
    if (isUsable) return this.#answer(found, true);
    throw this.#setback ?? new FirstCopyIncomplete();
  }

  /** Starts a pass when one is due. Resolves when no pass is under way any more; never rejects. */
  async keepFresh(): Promise<void> {
    this.#refreshedIfDue();
    await this.#passes.running;
  }

  status(): DirectoryStatus {
    const { failure, running } = this.#passes;
    const copy = this.#copy && {
      standing: this.#standing(this.#copy),
      contacts: this.#copy.snapshot.contacts.length,
      version: this.#copy.snapshot.version,
      ageMs: this.#ageMs(this.#copy),
    };
    return { copy, pass: running && this.#progress, failure, nextPassInMs: this.#passes.msToNext() };
  }

  /** Ends the pass under way, and starts no other. What has been copied can still be read. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#passes.close();
    this.#walk?.cancel();
    await this.#passes.running;
  }

  /** The copy if it is usable; a pass is started when it is not fresh. */
  #refreshedIfDue(): Copy | undefined {
    const found = this.#copy ? this.#standing(this.#copy) : 'unusable';
    if (found !== 'fresh') this.#passes.startIfDue();
    return found === 'unusable' ? undefined : this.#copy;
  }

  #standing(copy: Copy): Standing {
    // A source that gives pages again no longer refuses: a running pass counts as an outage.
    const isAccepted = this.#passes.running && this.#progress.pages > 0;
    return standing(this.#ageMs(copy), isAccepted ? undefined : this.#passes.failure, this.#freshness);
  }

  #ageMs({ confirmedAt }: Copy): number {
    return this.#tools.now() - confirmedAt;
  }

  #answer(copy: Copy, waited: boolean): DirectoryAnswer {
    return { snapshot: copy.snapshot, publishedAt: copy.publishedAt, ageMs: this.#ageMs(copy), waited };
  }

  async #pass(): Promise<void> {
    this.#startedAt = this.#tools.now();
    this.#progress = NO_PROGRESS;
    try {
      this.#walk = this.#source.walk((setback) => (this.#setback = setback));
      const contacts = await gather(this.#walk, this.#copy?.snapshot, (progress) => {
        this.#progress = progress;
        this.#setback = undefined;
      });
      this.#publish(new ContactSnapshot(contacts, this.#tools));
      this.#setback = undefined;
    } catch (error) {
      // Its own cancelling is not what a waiting caller should hear of.
      if (!this.#closed) this.#setback = error;
      throw error;
    } finally {
      this.#walk = undefined;
    }
  }

  /** An unchanged copy keeps its snapshot and its date: only its age starts anew. */
  #publish(snapshot: ContactSnapshot): void {
    const now = this.#tools.now();
    const same = this.#copy?.snapshot.version === snapshot.version;
    this.#copy = same ? { ...this.#copy!, confirmedAt: now } : { snapshot, publishedAt: now, confirmedAt: now };
  }

  #report(): void {
    const { failure } = this.#passes;
    const took = { ...this.#progress, durationMs: this.#tools.now() - this.#startedAt };
    this.#tools.observe?.(
      failure === undefined
        ? { kind: 'pass-completed', version: this.#copy!.snapshot.version, ...took }
        : { kind: 'pass-failed', error: failure, nextPassInMs: this.#passes.msToNext(), ...took },
    );
  }
}
