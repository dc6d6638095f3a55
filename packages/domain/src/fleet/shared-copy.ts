import { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import { decodePage } from '../snapshot/decode-page.js';
import type { SnapshotPage } from '../snapshot/snapshot-page.js';
import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';
import type { BestEffortCache } from './best-effort-cache.js';
import type { Copy } from './copy.js';
import { decodeHead, encodeHead, type Head } from './head.js';

const HEAD = 'head';
const keyOf = (hash: string): string => `page:${hash}`;

/** So many pages are on their way at once: a few megabytes. */
const PAGES_AT_ONCE = 16;

/** Long enough for an instance that is just loading the version that they were part of. */
const LEFT_PAGES_MS = 60_000;

/** The head as it was found; both undefined when there is none, or no cache. */
export interface SeenHead {
  readonly head?: Head | undefined;
  readonly bytes?: Uint8Array | undefined;
}

/** The copy that a fleet has in common: its pages by their hashes, and a head that names them. */
export class SharedCopy {
  readonly #cache: BestEffortCache;
  readonly #keepMs: number;
  readonly #platform: SnapshotPlatform;
  readonly #now: () => number;
  /** Of a version that could not be loaded whole. */
  #loaded: readonly SnapshotPage[] = [];

  /** @param keepMs - how long the copy stays in the cache when nobody publishes again. */
  constructor(cache: BestEffortCache, keepMs: number, platform: SnapshotPlatform, now: () => number) {
    this.#cache = cache;
    this.#keepMs = keepMs;
    this.#platform = platform;
    this.#now = now;
  }

  async look(): Promise<SeenHead> {
    const [bytes] = await this.#cache.attempt((cache) => cache.get([HEAD]), []);
    return { bytes, head: bytes && decodeHead(bytes, this.#platform) };
  }

  /**
   * The copy that the head stands for; undefined when a page cannot be had.
   *
   * @param known - has pages that need not be fetched.
   */
  async load(head: Head, known: ContactSnapshot | undefined): Promise<Copy | undefined> {
    const snapshot = head.version === known?.version ? known : await this.#snapshot(head, known?.pages ?? []);
    if (snapshot?.version !== head.version) return undefined;
    const { publishedAt, confirmedAt, checkpoint, walkedAt, deltas } = head;
    return { snapshot, publishedAt, confirmedAt, checkpoint, walkedAt, deltas, receivedAt: this.#now() };
  }

  /**
   * Makes the copy the fleet's, if the head still is as it was seen; pages first, for a head must name nothing that is not
   * there. Answers whether it did. Without a cache there is nobody to disagree.
   *
   * @param onProgress - called after each bunch of pages.
   */
  async publish(copy: Copy, seen: SeenHead, onProgress: () => void): Promise<boolean> {
    const { pages } = copy.snapshot;
    for (let start = 0; start < pages.length; start += PAGES_AT_ONCE) {
      if (!(await this.#keep(pages.slice(start, start + PAGES_AT_ONCE)))) return true;
      onProgress();
    }
    const bytes = encodeHead(copy, this.#platform);
    const isMoved = await this.#cache.attempt((cache) => cache.replace(HEAD, seen.bytes, bytes, this.#keepMs), true);
    if (isMoved) await this.leave(seen.head?.pages ?? [], hashesOf(pages));
    return isMoved;
  }

  /** Gives pages that a version does not have a last while. */
  async leave(hashes: readonly string[], version: readonly string[]): Promise<void> {
    const stay = new Set(version);
    const left = hashes.filter((hash) => !stay.has(hash)).map(keyOf);
    await this.#cache.attempt((cache) => cache.touch(left, LEFT_PAGES_MS), []);
  }

  async #snapshot({ pages }: Head, known: readonly SnapshotPage[]): Promise<ContactSnapshot | undefined> {
    const had = new Map([...this.#loaded, ...known].map((page) => [page.hash, page]));
    const missing = pages.filter((hash) => !had.has(hash));
    const isWhole = await this.#fetch(missing, had);
    const found = pages.flatMap((hash) => had.get(hash) ?? []);
    // What was fetched is not lost when the rest has gone: the next head has most of it, too.
    this.#loaded = isWhole ? [] : found;
    return isWhole ? new ContactSnapshot(found, this.#platform) : undefined;
  }

  async #fetch(hashes: readonly string[], found: Map<string, SnapshotPage>): Promise<boolean> {
    for (let start = 0; start < hashes.length; start += PAGES_AT_ONCE) {
      const wanted = hashes.slice(start, start + PAGES_AT_ONCE);
      const values = await this.#cache.attempt((cache) => cache.get(wanted.map(keyOf)), []);
      for (const [index, hash] of wanted.entries()) {
        const bytes = values[index];
        if (!bytes) return false;
        const page = decodePage(bytes, hash, this.#platform);
        if (page) found.set(hash, page);
        // Only so can it be written back.
        else await this.#cache.attempt((cache) => cache.delete([keyOf(hash)]), undefined);
        if (!page) return false;
      }
    }
    return true;
  }

  /** Lets pages live on, and writes back what is missing. Answers whether the cache did it. */
  #keep(pages: readonly SnapshotPage[]): Promise<boolean> {
    return this.#cache.attempt(async (cache) => {
      const existed = await cache.touch(
        pages.map(({ hash }) => keyOf(hash)),
        this.#keepMs,
      );
      const missing = pages.filter((_page, index) => !existed[index]);
      await cache.set(
        missing.map(({ hash, bytes }) => ({ key: keyOf(hash), value: bytes })),
        this.#keepMs,
      );
      return true;
    }, false);
  }
}

export const hashesOf = (pages: readonly SnapshotPage[]): readonly string[] => pages.map(({ hash }) => hash);
