import type {
  ContactSourcePort,
  ContactState,
  ContactWalk,
  SourceChanges,
  SourceObserver,
  WalkAgain,
} from '@contacts-gateway/domain';
import { CsvWalk } from './csv-walk.js';
import { HUBSPOT_EXPORT } from './export-columns.js';
import { type ExportFile, failureOf, momentOf } from './export-file.js';

/** The contacts of a CSV file that HubSpot has exported: `new CsvContacts(() => open('contacts.csv'))`. */
export class CsvContacts implements ContactSourcePort {
  readonly name = HUBSPOT_EXPORT;
  readonly #open: () => Promise<ExportFile>;

  /** @param open - opens the export as it is now, at its beginning. */
  constructor(open: () => Promise<ExportFile>) {
    this.#open = open;
  }

  walk(observer?: SourceObserver): ContactWalk {
    return new CsvWalk(this.#open, observer);
  }

  /** A file does not say what has changed in it, only that nothing has. */
  async changesSince(checkpoint: string): Promise<SourceChanges | WalkAgain> {
    const moment = await this.#moment().catch((error: unknown) => Promise.reject(failureOf(error) as Error));
    if (moment !== checkpoint) return { kind: 'walk-again', reason: 'the export is another one' };
    return { kind: 'changes', changed: [], perhapsGone: [], checkpoint };
  }

  /** Reads the export once, however many ids there are. */
  async read(ids: readonly string[], observer?: SourceObserver): Promise<ReadonlyMap<string, ContactState>> {
    const states = new Map<string, ContactState>(ids.map((id) => [id, { kind: 'gone' }]));
    if (ids.length === 0) return states;
    for await (const { records, skipped } of this.walk(observer)) {
      for (const id of skipped) if (id && states.has(id)) states.set(id, { kind: 'unreadable' });
      for (const record of records) {
        if (states.has(record.contact.id)) states.set(record.contact.id, { kind: 'contact', ...record });
        for (const id of record.formerIds)
          if (states.get(id)?.kind === 'gone') states.set(id, { kind: 'merged', ...record });
      }
    }
    return states;
  }

  async #moment(): Promise<string> {
    const file = await this.#open();
    return await momentOf(file).finally(() => file.close());
  }
}
