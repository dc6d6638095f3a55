import {
  compareIds,
  type ContactPage,
  type ContactRecord,
  SourceAnswerInvalid,
  toContact,
} from '@contacts-gateway/domain';

/** The name of this source. */
export const HUBSPOT_EXPORT = 'hubspot-export';

/** Which columns hold what, as the first row of an export says. There may be others, in any order. */
export class ExportColumns {
  readonly #width: number;
  readonly #id: number;
  readonly #firstName: number;
  readonly #lastName: number;
  readonly #email: number;
  /** -1 where merges were not exported. */
  readonly #merged: number;

  /** @throws SourceAnswerInvalid when one is missing. */
  constructor(header: readonly string[]) {
    const column = (name: string): number => {
      if (!header.includes(name)) throw new SourceAnswerInvalid(`it has no column "${name}"`);
      return header.indexOf(name);
    };
    this.#width = header.length;
    this.#id = column('Record ID');
    this.#firstName = column('First Name');
    this.#lastName = column('Last Name');
    this.#email = column('Email');
    this.#merged = header.indexOf('Merged object IDs');
  }

  isCut(row: readonly string[] | undefined): boolean {
    return row !== undefined && row.length < this.#width;
  }

  /** Of an id that comes twice, the later row holds. */
  page(rows: readonly (readonly string[])[]): ContactPage {
    const records = new Map<string, ContactRecord>();
    const skipped: (string | undefined)[] = [];
    for (const row of rows) {
      const id = row[this.#id] ?? '';
      // HubSpot's ids are whole numbers; a spreadsheet that saves one makes 1.06E+11 of it, and the same of its neighbours.
      const isId = /^\d+$/.test(id);
      if (isId && row.length === this.#width) records.set(id, this.#record(id, row));
      else skipped.push(isId ? id : undefined);
    }
    return { records: [...records.values()].sort((a, b) => compareIds(a.contact.id, b.contact.id)), skipped };
  }

  #record(id: string, row: readonly string[]): ContactRecord {
    const [firstName = '', lastName = '', email = ''] = [row[this.#firstName], row[this.#lastName], row[this.#email]];
    const merged = row[this.#merged] ?? '';
    return {
      contact: toContact({ id, firstName, lastName, email, source: HUBSPOT_EXPORT }),
      formerIds: merged.split(';').flatMap((former) => former.trim() || []),
    };
  }
}
