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
  /** The cursor of the next page; undefined on the last. */
  readonly after: string | undefined;
}

/** @throws SourceAnswerInvalid, naming the places that are wrong and no value. */
export function readContactList(json: unknown): ContactList {
  const { results, paging } = conforming(listSchema, 'a list of contacts', json);
  const records = new Map<string, ContactRecord>();
  const skipped: (string | undefined)[] = [];
  for (const item of results) {
    const record = readContactRecord(item);
    if (record) records.set(record.contact.id, record);
    else skipped.push(recordId(item));
  }
  return {
    page: { records: [...records.values()].sort((a, b) => compareIds(a.contact.id, b.contact.id)), skipped },
    after: paging?.next?.after ?? undefined,
  };
}
