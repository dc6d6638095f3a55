import { nodePlatform } from '@contacts-gateway/adapters/node';
import { compareIds, type Contact, type ContactSnapshot } from '@contacts-gateway/domain';

/** By id, all that a copy has of a contact. */
export type Contents = ReadonlyMap<string, string>;

const platform = nodePlatform(0);

export const contactText = (contact: Contact, formerIds: readonly string[]): string =>
  JSON.stringify([contact, formerIds.toSorted(compareIds)]);

/** @param onDisorder - called with an id that does not come after the one before. */
export function contentsOf(snapshot: ContactSnapshot, onDisorder: (id: string) => void): Contents {
  const contents = new Map<string, string>();
  let last: string | undefined;
  for (const page of snapshot.pages)
    for (const { contact, formerIds } of page.records(platform)) {
      const { id } = contact;
      if (last !== undefined && compareIds(last, id) >= 0) onDisorder(id);
      last = id;
      contents.set(id, contactText(contact, formerIds));
    }
  return contents;
}

/** The ids of which two contents do not have the same. */
export function differenceOf(a: Contents, b: Contents): string[] {
  const ids = new Set([...a.keys(), ...b.keys()]);
  return [...ids].filter((id) => a.get(id) !== b.get(id));
}
