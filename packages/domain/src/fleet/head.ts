import type { Copy, CopyFacts } from './copy.js';
import { areDeltas } from './delta-chain.js';
import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';

/** Changes whenever what is stored does, pages included: instances that store differently must not share. */
export const COPY_FORMAT = 2;

/** What the fleet's copy is made of. */
export interface Head extends CopyFacts {
  readonly version: string;
  /** The hashes of its pages, in order. */
  readonly pages: readonly string[];
}

export function encodeHead(copy: Copy, { encode }: SnapshotPlatform): Uint8Array {
  const { snapshot, publishedAt, confirmedAt, checkpoint, walkedAt, deltas } = copy;
  const pages = snapshot.pages.map(({ hash }) => hash);
  const head: Head = { version: snapshot.version, publishedAt, confirmedAt, checkpoint, walkedAt, deltas, pages };
  return encode(JSON.stringify(head));
}

/** Undefined for bytes that are no head. */
export function decodeHead(bytes: Uint8Array, { decode }: SnapshotPlatform): Head | undefined {
  try {
    const found = JSON.parse(decode(bytes)) as Head;
    const isHead =
      typeof found.version === 'string' &&
      typeof found.checkpoint === 'string' &&
      [found.publishedAt, found.confirmedAt, found.walkedAt].every(Number.isFinite) &&
      areDeltas(found.deltas) &&
      Array.isArray(found.pages) &&
      found.pages.every((hash) => typeof hash === 'string');
    return isHead ? found : undefined;
  } catch {
    return undefined;
  }
}
