import type { ContactList } from './contact-list.js';
import { CursorProgress } from './cursor-progress.js';

/**
 * The pages of a list, one after the other.
 *
 * @param from - the cursor of the first.
 * @param progress - of a list that was read as far as that.
 * @throws SourceAnswerInvalid when the cursors lead nowhere; and what asking throws.
 */
export async function* contactLists(
  ask: (cursor: string | undefined) => Promise<ContactList>,
  from?: string,
  progress = new CursorProgress(),
): AsyncGenerator<ContactList> {
  let cursor = from;
  do {
    const list = await ask(cursor);
    if (list.after !== undefined) progress.check(list.after, list.page);
    yield list;
    cursor = list.after;
  } while (cursor !== undefined);
}
