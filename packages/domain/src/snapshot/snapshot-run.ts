import type { Contact } from '../contact/contact.js';
import type { SnapshotPage } from './snapshot-page.js';
import type { SnapshotPlatform } from './snapshot-platform.js';

/** Contacts that follow one another in a page; at least one. */
export class SnapshotRun {
  readonly #page: SnapshotPage;
  readonly #start: number;
  readonly #end: number;

  /**
   * @param start - the index of the first in the page.
   * @param end - that after the last.
   */
  constructor(page: SnapshotPage, start: number, end: number) {
    this.#page = page;
    this.#start = start;
    this.#end = end;
  }

  /** The number of contacts. */
  get size(): number {
    return this.#end - this.#start;
  }

  get lastId(): string {
    return this.#page.ids[this.#end - 1]!;
  }

  /** The contacts as JSON in UTF-8, separated by commas, without brackets. No copy. */
  get json(): Uint8Array {
    return this.#page.jsonOf(this.#start, this.#end);
  }

  /** The size of what `writeLines` writes, in bytes. */
  get linesLength(): number {
    return this.json.length + 1;
  }

  /**
   * The contacts as JSON in UTF-8, each ended by a line break.
   *
   * @param target - of `linesLength` bytes.
   */
  writeLines(target: Uint8Array): void {
    this.#page.writeLines(this.#start, this.#end, target);
  }

  /** The first contacts of the run; `size` from 1 to its own. */
  first(size: number): SnapshotRun {
    return new SnapshotRun(this.#page, this.#start, this.#start + size);
  }

  /** The parts of the run whose contacts match. */
  matching(matches: (contact: Contact) => boolean, { decode }: SnapshotPlatform): SnapshotRun[] {
    const contacts = JSON.parse(`[${decode(this.json)}]`) as Contact[];
    const runs: SnapshotRun[] = [];
    let begun: number | undefined;
    for (let index = 0; index <= contacts.length; index += 1) {
      const isMatch = index < contacts.length && matches(contacts[index]!);
      if (isMatch) begun ??= index;
      else if (begun !== undefined) {
        runs.push(new SnapshotRun(this.#page, this.#start + begun, this.#start + index));
        begun = undefined;
      }
    }
    return runs;
  }
}
