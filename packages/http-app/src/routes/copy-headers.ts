import type { Demand, DirectoryAnswer } from '@contacts-gateway/domain';
import type { z } from 'zod';
import { headers } from '../openapi/headers.js';

/** On every answer about contacts, failures included; caches must know it. */
export const always = { Vary: 'Accept, Accept-Encoding', 'Cache-Control': 'private, no-cache' };

export const alwaysHeaders = headers.pick({ Vary: true, 'Cache-Control': true }) satisfies z.ZodType<typeof always>;

/** On every answer from the copy. */
export const copyHeaders = headers.pick({
  'X-Contacts-Version': true,
  Age: true,
  'Last-Modified': true,
  'Cache-Status': true,
});

/** Which version of the copy an answer is from, and how fresh that is. */
export const labelsOf = (
  answer: DirectoryAnswer,
  ttlMs: number,
  demand: Demand,
): Record<keyof z.infer<typeof copyHeaders>, string> => ({
  'X-Contacts-Version': answer.snapshot.version,
  Age: String(Math.floor(answer.ageMs / 1000)),
  // Never later than Date, also when the clock of the machine was set back.
  'Last-Modified': new Date(Math.min(answer.publishedAt, Date.now())).toUTCString(),
  'Cache-Status': cacheStatus(answer, ttlMs, demand),
});

/** RFC 9211. */
function cacheStatus({ waited, ageMs }: DirectoryAnswer, ttlMs: number, demand: Demand): string {
  if (waited) return `contacts-gateway; fwd=${demand === 'confirmed' ? 'request' : 'miss'}`;
  return `contacts-gateway; hit; ttl=${Math.floor((ttlMs - ageMs) / 1000)}`;
}
