import type { Contact } from '../contact/contact.js';
import { partsOf } from './page-bytes.js';
import { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** The page with these bytes; undefined when they are not those that the hash names. */
export function decodePage(
  bytes: Uint8Array,
  hash: string,
  { decode, digest }: SnapshotPlatform,
): SnapshotPage | undefined {
  if (digest(bytes) !== hash) return undefined;
  const { contacts, mergers } = partsOf(bytes);
  const ids = (JSON.parse(`[${decode(contacts)}]`) as Contact[]).map(({ id }) => id);
  return new SnapshotPage(ids, mergers ? (JSON.parse(decode(mergers)) as string[][]) : [], bytes, hash);
}
