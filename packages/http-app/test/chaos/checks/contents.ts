import { compareIds, type Contact } from '@contacts-gateway/domain';
import type { Answer } from '../exchange.js';
import type { History } from '../history.js';
import type { Shown } from './contacts-in.js';

/** `Age` is of the end of a pass; what it found may have been read as long before that, calls that fail first included. */
const PASS_MS = 60_000;

/** Every contact is one that the account had when the copy was made, and none is missing that it had all that time. */
export class ContentsCheck {
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  faultsOf({ contacts, range }: Shown, answer: Answer): string[] {
    const total = Number(answer.headers.get('x-total-count'));
    const isWhole = range !== undefined && range.after === undefined && range.last === undefined;
    const faults = isWhole && contacts.length !== total ? [`it has ${contacts.length} contacts of ${total}`] : [];
    if (contacts.some(({ id }, index) => index > 0 && compareIds(contacts[index - 1]!.id, id) >= 0))
      faults.push('a contact is there twice, or out of order');
    const since = sinceOf(answer);
    for (const contact of contacts) faults.push(...this.contactFaults(contact, since, answer.endedAt));
    if (range) faults.push(...this.#missing(new Set(contacts.map(({ id }) => id)), range, since, answer.endedAt));
    return faults;
  }

  contactFaults(contact: Contact, from: number, until: number): string[] {
    const { id } = contact;
    const text = JSON.stringify(contact);
    if (this.#history.wasSo(id, text, { from, until })) return [];
    const isForeign = this.#history.indexOf(id, text) === undefined;
    return [isForeign ? `the contact ${id} has never been so` : `the contact ${id} is older than the answer says`];
  }

  /** Whether there may have been no contact of this id. */
  mayLack(id: string, answer: Answer): boolean {
    return this.#history.wasSo(id, undefined, { from: sinceOf(answer), until: answer.endedAt });
  }

  #missing(
    shown: ReadonlySet<string>,
    { after, last }: NonNullable<Shown['range']>,
    from: number,
    until: number,
  ): string[] {
    return [...this.#history.ids].flatMap((id) => {
      if (shown.has(id) || this.#history.wasSo(id, undefined, { from, until })) return [];
      const isOutside =
        (after !== undefined && compareIds(id, after) <= 0) || (last !== undefined && compareIds(id, last) > 0);
      return isOutside ? [] : [`the contact ${id} is missing`];
    });
  }
}

/** From when on everything in an answer was so at some time. */
export const sinceOf = ({ headers, askedAt }: Answer): number =>
  askedAt - (Number(headers.get('age')) + 1) * 1000 - PASS_MS;
