import { type ContactsError, SourceAnswerInvalid } from '../errors.js';
import type { ContactSourcePort, ContactWalk } from '../ports.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import { SnapshotBuilder } from '../snapshot/snapshot-builder.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { WalkProgress } from './walk-progress.js';

/** One walk through the source, from the start to a snapshot. */
export class WalkRun {
  readonly #walk: ContactWalk;
  readonly #platform: DirectoryPlatform;
  readonly #onProgress: () => void;
  readonly #startedAt: number;
  #isSuperseded = false;
  #progress: WalkProgress = { pages: 0, contacts: 0, skipped: 0 };
  #setback: ContactsError | undefined;

  /** @param onProgress - called after each page, and with each setback. */
  constructor(
    source: ContactSourcePort,
    platform: DirectoryPlatform,
    onProgress: (setback: ContactsError | undefined) => void,
  ) {
    this.#walk = source.walk({
      onRetry: (failure) => {
        this.#setback = failure;
        onProgress(failure);
      },
    });
    this.#platform = platform;
    this.#onProgress = () => onProgress(undefined);
    this.#startedAt = platform.now();
  }

  get progress(): WalkProgress {
    return this.#progress;
  }

  /** Why the latest attempt failed; undefined when a page has come since. */
  get setback(): ContactsError | undefined {
    return this.#setback;
  }

  /** Milliseconds since the start. */
  get durationMs(): number {
    return this.#platform.now() - this.#startedAt;
  }

  /** Whether it was given up because there is a newer copy than it can become. */
  get isSuperseded(): boolean {
    return this.#isSuperseded;
  }

  /** As of the walk. */
  get checkpoint(): string | undefined {
    return this.#walk.checkpoint;
  }

  cancel(): void {
    this.#walk.cancel();
  }

  supersede(): void {
    this.#isSuperseded = true;
    this.cancel();
  }

  /**
   * Once. A contact whose record is no longer readable keeps its last known state from `known`.
   *
   * @throws SourceAnswerInvalid when the walk found records and not one contact; and whatever the walk throws.
   */
  async snapshot(known: ContactSnapshot | undefined): Promise<ContactSnapshot> {
    const builder = new SnapshotBuilder(this.#platform, known);
    const skippedIds = new Set<string>();
    for await (const page of this.#walk) {
      for (const record of page.records) builder.add(record);
      for (const id of page.skipped) if (id !== undefined) skippedIds.add(id);
      const { pages, contacts, skipped } = this.#progress;
      this.#progress = {
        pages: pages + 1,
        contacts: contacts + page.records.length,
        skipped: skipped + page.skipped.length,
      };
      this.#setback = undefined;
      this.#onProgress();
    }
    const { contacts, skipped } = this.#progress;
    if (skipped > 0 && contacts === 0) throw new SourceAnswerInvalid('none of its records is a contact');
    const found = builder.snapshot();
    this.#progress = { ...this.#progress, contacts: found.size };
    const kept = [...skippedIds].flatMap((id) => (found.record(id) ? [] : (known?.record(id) ?? [])));
    return kept.length === 0 ? found : found.with(kept);
  }
}
