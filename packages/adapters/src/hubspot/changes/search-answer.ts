import { z } from 'zod';
import { conforming } from '../conforming.js';
import { idSchema } from '../contact-record.js';

/** HubSpot writes dates as ISO 8601 or as milliseconds. */
const timeOf = (text: string): number => Number(text) || Date.parse(text);

const searchSchema = z.object({
  total: z.int().nonnegative(),
  results: z.array(
    z.object({
      id: idSchema,
      properties: z.object({ lastmodifieddate: z.string().refine((text) => !Number.isNaN(timeOf(text))) }),
    }),
  ),
  paging: z.object({ next: z.object({ after: z.string().nullish() }).nullish() }).nullish(),
});

/** A contact as search knows it. */
export interface Hit {
  readonly id: string;
  /** In Unix milliseconds, by HubSpot's clock. */
  readonly modifiedAt: number;
}

export interface SearchAnswer {
  /** How many contacts the search finds, of which the answer holds the first. */
  readonly total: number;
  readonly hits: readonly Hit[];
  /** Whether these are all: by the number, and by the absence of a next page. */
  readonly isAll: boolean;
}

/** @throws SourceAnswerInvalid, naming the places that are wrong and no value. */
export function readSearchAnswer(json: unknown): SearchAnswer {
  const { total, results, paging } = conforming(searchSchema, 'a search for contacts', json);
  const hits = results.map(({ id, properties }) => ({
    id: String(id),
    modifiedAt: timeOf(properties.lastmodifieddate),
  }));
  return { total, hits, isAll: hits.length >= total && paging?.next?.after == null };
}
