import type { ContactPage, ContactWalk } from '@contacts-gateway/domain';

export const begun = (walk: ContactWalk): AsyncIterator<ContactPage> => walk[Symbol.asyncIterator]();

/** Having given the page with the contact in the middle. */
export async function halfway(walk: ContactWalk, length: number): Promise<AsyncIterator<ContactPage>> {
  const pages = begun(walk);
  for (let found = 0; found < length / 2;) {
    const next = await pages.next();
    found = next.done ? length : found + next.value.records.length;
  }
  return pages;
}

export async function drained(pages: AsyncIterator<ContactPage>): Promise<void> {
  while (!(await pages.next()).done);
}
