import type { ContactQuery } from '@contacts-gateway/domain';
import { z } from 'zod';
import { tagOf } from './query.js';

const MOST = 1000;

export const contactsQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .refine((limit) => limit <= MOST, `must be a whole number from 1 to ${MOST}`)
    .exactOptional()
    .meta({
      description: 'One page of the answer: so many contacts at most. `Link` leads to the next.',
      override: { type: 'integer', minimum: 1, maximum: MOST, pattern: undefined },
    }),
  after: z
    .string()
    .min(1, 'must not be empty')
    .exactOptional()
    .meta({ description: 'Only contacts whose ids come after this one, which need not be that of a contact.' }),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'must not be empty')
    // No address has a space, and many have a plus, which means a space in a query when nobody has encoded it.
    .overwrite((address) => address.replaceAll(' ', '+'))
    .exactOptional()
    .meta({
      description: 'Only contacts with this address, whatever the case of either; there may be several.',
      override: { pattern: '\\S' },
    }),
  issue: z
    .enum(['suspect', 'invalid-email'], 'must be suspect or invalid-email')
    .exactOptional()
    .meta({ description: 'Only contacts with this issue.' }),
}) satisfies z.ZodType<ContactQuery>;

export const isForAll = (query: ContactQuery): boolean => Object.keys(query).length === 0;

/** What tells apart the answers to different questions about one version; `""` for that of all contacts. */
export function queryTag(query: ContactQuery): string {
  if (isForAll(query)) return '';
  const { limit, after, email, issue } = query;
  return `-${tagOf(JSON.stringify([limit, after, email, issue]))}`;
}

/** A `Link` to the page that begins after the id. Relative, so that it holds behind a proxy with a path of its own. */
export function nextLink({ limit, email, issue }: ContactQuery, after: string): string {
  const query = new URLSearchParams({ limit: String(limit), after, ...(email && { email }), ...(issue && { issue }) });
  return `<contacts?${query.toString()}>; rel="next"`;
}
