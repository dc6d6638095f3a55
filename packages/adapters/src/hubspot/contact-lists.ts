import type { ContactList } from './contact-list.js';
import { CursorProgress } from './cursor-progress.js';

/**
 * The pages of a list, one after the other.
 *
 * @param from - the cursor of the first.
 * @throws SourceAnswerInvalid when the cursors lead nowhere; and what asking throws.
 */
export async function* contactLists(
  ask: (cursor: string | undefined) => Promise<ContactList>,
  from?: string,
): AsyncGenerator<ContactList> {
  const progress = new CursorProgress();
  let cursor = from;
  do {
    const list = await ask(cursor);
    yield list;
    if (list.after !== undefined) progress.check(list.after, list.page);
    cursor = list.after;
  } while (cursor !== undefined);
}
