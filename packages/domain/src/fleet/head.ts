import type { Confirmation, Copy } from './copy.js';
import type { SnapshotPlatform } from '../snapshot/snapshot-platform.js';

/** Changes whenever what is stored does, pages included: instances that store differently must not share. */
export const COPY_FORMAT = 1;

/** What the fleet's copy is made of. */
export interface Head extends Confirmation {
  readonly version: string;
  /** The hashes of its pages, in order. */
  readonly pages: readonly string[];
  readonly publishedAt: number;
}

export function encodeHead(copy: Copy, { encode }: SnapshotPlatform): Uint8Array {
  const { snapshot, publishedAt, confirmedAt, checkpoint } = copy;
  const pages = snapshot.pages.map(({ hash }) => hash);
  return encode(JSON.stringify({ version: snapshot.version, publishedAt, confirmedAt, checkpoint, pages }));
}

/** Undefined for bytes that are no head. */
export function decodeHead(bytes: Uint8Array, { decode }: SnapshotPlatform): Head | undefined {
  try {
    const found = JSON.parse(decode(bytes)) as Head;
    const isHead =
      typeof found.version === 'string' &&
      typeof found.checkpoint === 'string' &&
      Number.isFinite(found.publishedAt) &&
      Number.isFinite(found.confirmedAt) &&
      Array.isArray(found.pages) &&
      found.pages.every((hash) => typeof hash === 'string');
    return isHead ? found : undefined;
  } catch {
    return undefined;
  }
}
