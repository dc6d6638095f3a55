import { compareIds, type ContactRecord } from '@contacts-gateway/domain';
import { z } from 'zod';
import { conforming } from './conforming.js';
import { readContactRecord, recordId } from './contact-record.js';
import { NOT_FOUND } from './not-found.js';

const ids = z.array(z.string()).catch([]);

const batchSchema = z.object({
  results: z.array(z.unknown()),
  /** Beside a 207, and in version 2026-09 beside a 200 as well. */
  errors: z
    .array(
      z
        .object({ category: z.string(), context: z.object({ ids, id: ids }).partial() })
        .partial()
        .catch({}),
    )
    .nullish(),
});

/** What a batch answer says. Nothing follows from what it does not mention. */
export interface BatchAnswer {
  /** Ascending by id. */
  readonly records: readonly ContactRecord[];
  /** Ids of records that are not ones of contacts. */
  readonly unreadable: ReadonlySet<string>;
  /** Ids that HubSpot says it does not have. An error of any other kind says nothing about an id. */
  readonly notFound: ReadonlySet<string>;
}

/** @throws SourceAnswerInvalid, naming the places that are wrong and no value. */
export function readBatchAnswer(json: unknown): BatchAnswer {
  const { results, errors } = conforming(batchSchema, 'a batch of contacts', json);
  const records: ContactRecord[] = [];
  const unreadable = new Set<string>();
  for (const item of results) {
    const record = readContactRecord(item);
    const id = recordId(item);
    if (record) records.push(record);
    else if (id !== undefined) unreadable.add(id);
  }
  records.sort((a, b) => compareIds(a.contact.id, b.contact.id));
  const missing = (errors ?? []).filter(({ category }) => category === NOT_FOUND);
  const notFound = new Set(missing.flatMap(({ context }) => [...(context?.ids ?? []), ...(context?.id ?? [])]));
  return { records, unreadable, notFound };
}
