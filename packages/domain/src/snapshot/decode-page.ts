import type { Contact } from '../contact/contact.js';
import { compareIds } from '../contact/contact-id.js';
import { partsOf } from './page-bytes.js';
import { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** The page with these bytes; undefined when they are not those that the hash names, or no page. */
export function decodePage(
  bytes: Uint8Array,
  hash: string,
  { decode, digest }: SnapshotPlatform,
): SnapshotPage | undefined {
  if (digest(bytes) !== hash) return undefined;
  try {
    const { contacts, mergers } = partsOf(bytes);
    const ids = (JSON.parse(`[${decode(contacts)}]`) as Contact[]).map(({ id }) => id);
    if (!areAscending(ids)) return undefined;
    return new SnapshotPage(ids, mergers ? (JSON.parse(decode(mergers)) as string[][]) : [], bytes, hash);
  } catch {
    // Whoever wrote it stores otherwise than we do.
    return undefined;
  }
}

const areAscending = (ids: readonly unknown[]): boolean =>
  ids.length > 0 &&
  ids.every((id, at) => typeof id === 'string' && (at === 0 || compareIds(ids[at - 1] as string, id) < 0));
