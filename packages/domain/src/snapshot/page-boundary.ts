/** The most contacts a page holds. */
export const FULL_PAGE = 4096;

/** One id in this many begins a page. */
const IDS_PER_PAGE = 1024;

/**
 * Whether a page begins at this id, whatever its neighbours are. Boundaries that depend on the ids alone stay where they
 * are when contacts come and go, so that a change touches one page.
 */
export const beginsPage = (id: string): boolean => hashOf(id) % IDS_PER_PAGE === 0;

/**
 * FNV-1a over the UTF-16 code units, finished as MurmurHash3 does: FNV-1a alone leaves the low bits of neighbouring ids
 * related. Part of the format: every instance must cut alike.
 */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
