import { SourceAnswerInvalid } from '../errors.js';
import type { Copy } from '../fleet/copy.js';
import type { ContactSourcePort, ContactWalk } from '../ports.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import { SnapshotBuilder } from '../snapshot/snapshot-builder.js';
import type { DirectoryPlatform } from './directory-platform.js';
import type { SourceEffort } from './source-effort.js';
import type { WalkProgress, WalkVerdict } from './walk-progress.js';

/** What a walk has found: every contact as it was at the checkpoint or since. */
export interface WalkFound {
  readonly snapshot: ContactSnapshot;
  readonly checkpoint: string;
  /** Unix time in milliseconds. */
  readonly startedAt: number;
  /** The copy when it began. */
  readonly before: Copy | undefined;
  readonly effort: SourceEffort;
}

/** One walk through the source, from the start to a snapshot. */
export class WalkRun {
  readonly #effort: SourceEffort;
  readonly #before: Copy | undefined;
  readonly #walk: ContactWalk;
  readonly #platform: DirectoryPlatform;
  readonly #startedAt: number;
  #isSuperseded = false;
  #pages = 0;
  #records = 0;
  #skipped = 0;
  #found: ContactSnapshot | undefined;

  /** @param before - a contact whose record is no longer readable keeps its state from here. */
  constructor(source: ContactSourcePort, before: Copy | undefined, platform: DirectoryPlatform, effort: SourceEffort) {
    this.#effort = effort;
    this.#walk = source.walk(effort);
    this.#before = before;
    this.#platform = platform;
    this.#startedAt = platform.now();
  }

  get progress(): WalkProgress {
    const { requests, rateLimited } = this.#effort;
    const durationMs = this.#platform.now() - this.#startedAt;
    const expected = this.#walk.expected ?? this.#before?.snapshot.size;
    const share = expected === undefined ? 0 : Math.min(1, this.#records / expected);
    return {
      pages: this.#pages,
      contacts: this.#records,
      skipped: this.#skipped,
      requests,
      rateLimited,
      durationMs,
      leftMs: share > 0 ? durationMs / share - durationMs : undefined,
    };
  }

  get verdict(): WalkVerdict {
    const { leftMs: _, ...progress } = this.progress;
    const contacts = this.#found?.size ?? this.#records;
    return { complete: this.#found !== undefined, ...progress, contacts, duplicates: this.#records - contacts };
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
   * Once.
   *
   * @throws SourceAnswerInvalid when the walk found records and not one contact; and whatever the walk throws.
   */
  async toItsEnd(): Promise<WalkFound> {
    const builder = new SnapshotBuilder(this.#platform, this.#before?.snapshot);
    const skippedIds = new Set<string>();
    for await (const page of this.#walk) {
      for (const record of page.records) builder.add(record);
      for (const id of page.skipped) if (id !== undefined) skippedIds.add(id);
      this.#pages += 1;
      this.#records += page.records.length;
      this.#skipped += page.skipped.length;
      this.#effort.progressed();
    }
    if (this.#skipped > 0 && this.#records === 0) throw new SourceAnswerInvalid('none of its records is a contact');
    const found = builder.snapshot();
    this.#found = found;
    const before = this.#before;
    const kept = [...skippedIds].flatMap((id) => (found.has(id) ? [] : (before?.snapshot.record(id) ?? [])));
    const snapshot = kept.length === 0 ? found : found.with(kept);
    return { snapshot, checkpoint: this.checkpoint ?? '', startedAt: this.#startedAt, before, effort: this.#effort };
  }
}
