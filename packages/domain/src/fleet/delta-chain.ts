import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';
import type { BestEffortCache } from './best-effort-cache.js';

const DAY_MS = 86_400_000;
/** A version names so many deltas, and the oldest of them so many before it: a day of minutes is 23 steps back. */
const NAMED = 64;
/** Who lacks more than so many changes reads everything at no greater cost; and no entry becomes too large for a cache. */
const MOST_IDS = 100_000;

/** A step from one version to the next. */
export interface Delta {
  /** Where its entry is in the cache. */
  readonly key: string;
  /** The version that it led to. */
  readonly version: string;
}

interface Entry {
  readonly ids: readonly string[];
  /** The deltas before this one, the latest first. */
  readonly before: readonly Delta[];
}

/** What has changed from version to version, for a day. */
export class DeltaChain {
  readonly #cache: BestEffortCache;
  readonly #platform: SnapshotPlatform;
  readonly #randomId: () => string;
  /** The last that were made here, by their keys: they are known also while the cache is away. */
  readonly #own = new Map<string, Entry>();
  #ownIds = 0;

  constructor(cache: BestEffortCache, platform: SnapshotPlatform, randomId: () => string) {
    this.#cache = cache;
    this.#platform = platform;
    this.#randomId = randomId;
  }

  /**
   * The chain with a step more.
   *
   * @param before - the chain so far; empty when nothing has led to the version.
   * @param ids - the contacts in which the version differs from that before.
   */
  async extended(before: readonly Delta[], version: string, ids: readonly string[]): Promise<readonly Delta[]> {
    const key = `delta:${this.#randomId()}`;
    if (before.length === 0 || ids.length > MOST_IDS) return [{ key, version }];
    this.#remember(key, { ids, before });
    const value = this.#platform.encode(JSON.stringify({ ids, before } satisfies Entry));
    // Where it is not stored, older versions are unknown to others: nothing false is said.
    await this.#cache.attempt((cache) => cache.set([{ key, value }], DAY_MS), undefined);
    return [{ key, version }, ...before].slice(0, NAMED);
  }

  /** The contacts that have changed since a version, as far as they are known; undefined when it is not in the chain any more. */
  async idsSince(version: string, chain: readonly Delta[]): Promise<ReadonlySet<string> | undefined> {
    const ids = new Set<string>();
    for (let rest = chain; rest.length > 0;) {
      const found = rest.findIndex((delta) => delta.version === version);
      const entries = await this.#entries(found === -1 ? rest : rest.slice(0, found));
      if (!entries) return undefined;
      for (const entry of entries) for (const id of entry.ids) ids.add(id);
      if (found !== -1) return ids;
      rest = entries.at(-1)!.before;
    }
    return undefined;
  }

  async #entries(deltas: readonly Delta[]): Promise<readonly Entry[] | undefined> {
    const found = new Map(this.#own);
    const keys = deltas.map(({ key }) => key).filter((key) => !found.has(key));
    const values = keys.length === 0 ? [] : await this.#cache.attempt((cache) => cache.get(keys), []);
    for (const [index, value] of values.entries()) {
      const entry = value && decodeEntry(value, this.#platform);
      if (entry) found.set(keys[index]!, entry);
    }
    const entries = deltas.flatMap(({ key }) => found.get(key) ?? []);
    return entries.length === deltas.length ? entries : undefined;
  }

  #remember(key: string, entry: Entry): void {
    this.#own.set(key, entry);
    this.#ownIds += entry.ids.length;
    for (const [oldest, { ids }] of this.#own) {
      if (this.#own.size <= NAMED && this.#ownIds <= MOST_IDS) return;
      this.#own.delete(oldest);
      this.#ownIds -= ids.length;
    }
  }
}

export const areDeltas = (value: unknown): value is readonly Delta[] =>
  Array.isArray(value) &&
  value.every((delta: Partial<Delta> | null) => typeof delta?.key === 'string' && typeof delta.version === 'string');

/** Undefined for bytes that are no entry. */
function decodeEntry(bytes: Uint8Array, { decode }: SnapshotPlatform): Entry | undefined {
  try {
    const { ids, before } = JSON.parse(decode(bytes)) as Entry;
    const isEntry = Array.isArray(ids) && ids.every((id) => typeof id === 'string') && areDeltas(before);
    return isEntry ? { ids, before } : undefined;
  } catch {
    return undefined;
  }
}
