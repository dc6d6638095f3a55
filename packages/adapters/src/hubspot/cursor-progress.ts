import { type ContactPage, SourceAnswerInvalid } from '@contacts-gateway/domain';

/** An empty page in the middle of a list is normal; this many in a row are a list without an end. */
const MOST_EMPTY_PAGES = 100;

/** Ends a walk that would never end: a cursor that comes back, or cursors that lead nowhere. */
export class CursorProgress {
  readonly #seen = new Set<string>();
  #emptyPages = 0;

  /** @throws SourceAnswerInvalid when the cursor after this page does not advance. */
  check(after: string, { records, skipped }: ContactPage): void {
    if (this.#seen.has(after)) throw new SourceAnswerInvalid('its cursor does not advance');
    this.#seen.add(after);
    this.#emptyPages = records.length + skipped.length > 0 ? 0 : this.#emptyPages + 1;
    if (this.#emptyPages === MOST_EMPTY_PAGES)
      throw new SourceAnswerInvalid('its cursors lead through empty pages only');
  }
}
