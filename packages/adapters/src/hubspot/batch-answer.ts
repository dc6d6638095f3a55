import type { ContactRecord } from '@contacts-gateway/domain';
import { z } from 'zod';
import { conforming } from './conforming.js';
import { readContactRecord, recordId } from './contact-record.js';
import { NOT_FOUND } from './error-body.js';

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
  readonly records: readonly ContactRecord[];
  /** Ids of records that are not ones of contacts. */
  readonly unreadable: ReadonlySet<string>;
  /** Ids that HubSpot says it does not have. An error of any other kind says nothing about an id. */
  readonly notFound: ReadonlySet<string>;
}

/** @throws SourceAnswerInvalid, naming the places that are wrong and no value. */
export function readBatchAnswer(json: unknown): BatchAnswer {
  const { results, errors } = conforming(batchSchema, 'a batch of contacts', json);
  const notFound = (errors ?? []).filter(({ category }) => category === NOT_FOUND);
  return {
    records: results.flatMap((item) => readContactRecord(item) ?? []),
    unreadable: new Set(results.flatMap((item) => (readContactRecord(item) ? [] : (recordId(item) ?? [])))),
    notFound: new Set(notFound.flatMap(({ context }) => [...(context?.ids ?? []), ...(context?.id ?? [])])),
  };
}
