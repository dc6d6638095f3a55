import { compareIds, type ContactPage, type ContactRecord } from '@contacts-gateway/domain';
import { z } from 'zod';
import { readContactRecord, recordId } from './contact-record.js';
import { conforming } from './conforming.js';

/** The end of the list is the absence of `paging.next.after`, nothing else: not a short page, not an empty one. */
const listSchema = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.string().min(1).nullish() }).nullish() }).nullish(),
});

export interface ContactList {
  readonly page: ContactPage;
  /** Of the records that have one, in the order of the list. */
  readonly ids: readonly string[];
  /** The cursor of the next page; undefined on the last. */
  readonly after: string | undefined;
}

/** @throws SourceAnswerInvalid, naming the places that are wrong and no value. */
export function readContactList(json: unknown): ContactList {
  const { results, paging } = conforming(listSchema, 'a list of contacts', json);
  const records = new Map<string, ContactRecord>();
  const skipped: (string | undefined)[] = [];
  const ids: string[] = [];
  for (const item of results) {
    const record = readContactRecord(item);
    const id = record?.contact.id ?? recordId(item);
    if (record) records.set(record.contact.id, record);
    else skipped.push(id);
    if (id !== undefined) ids.push(id);
  }
  return {
    page: { records: [...records.values()].sort((a, b) => compareIds(a.contact.id, b.contact.id)), skipped },
    ids,
    after: paging?.next?.after ?? undefined,
  };
}
