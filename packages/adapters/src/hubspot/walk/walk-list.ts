import type { ContactPage } from '@contacts-gateway/domain';
import type { ContactList } from '../contact-list.js';
import { contactLists } from '../contact-lists.js';
import { CursorProgress } from '../cursor-progress.js';
import { Opening } from './opening.js';
import { type Limits, paceWithin } from './pace.js';
import { pageOf } from './page-of.js';
import { SideBySide } from './side-by-side.js';
import { Unreliable } from './unreliable.js';

export interface ListWalkOptions extends Limits {
  /** Milliseconds; never less than before. */
  readonly now: () => number;
  /** Told at most once. */
  readonly onFallback: (reason: string) => void;
}

/** Asks for the page at a cursor, or for the first. */
export type Ask = (cursor: string | undefined, signal: AbortSignal) => Promise<ContactList>;

/**
 * Every page of a list, each id once: the first ones by a single cursor, and the rest from several places at once where that
 * is worth it. If then the list contradicts what this relies on, the single cursor goes on from where it was.
 *
 * @throws SourceAnswerInvalid when the cursors lead nowhere; and what asking throws.
 */
export async function* walkList(ask: Ask, signal: AbortSignal, options: ListWalkOptions): AsyncGenerator<ContactPage> {
  const progress = new CursorProgress();
  const lists = (from?: string) => contactLists((cursor) => ask(cursor, signal), from, progress);
  const opening = new Opening();
  let rest: SideBySide | undefined;
  let next: string | undefined;
  try {
    for await (const list of lists()) {
      yield list.page;
      next = list.after;
      if (options.concurrency === 1 || next === undefined) continue;
      opening.note(list, options.now());
      if (!opening.isOver) continue;
      rest = new SideBySide(ask, signal, opening, paceWithin(options, opening.roundTripMs));
      yield* rest.pages();
      return;
    }
    return;
  } catch (error) {
    if (!(error instanceof Unreliable)) throw error;
    options.onFallback(error.reason);
  }
  const given = new Set(rest?.given);
  for await (const { page } of lists(rest?.safeCursor ?? next)) yield pageOf(page, (id) => !given.has(id));
}
