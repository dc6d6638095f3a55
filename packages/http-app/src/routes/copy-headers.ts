import type { Demand, DirectoryAnswer } from '@contacts-gateway/domain';
import type { Request, RequestHandler, Response } from 'express';
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

type CopyLabels = Readonly<Record<keyof z.infer<typeof copyHeaders>, string>>;

/** Which version of the copy an answer is from, and how fresh that is. The same for all who are answered in a second: made once. */
export function copyLabels(ttlMs: number): (answer: DirectoryAnswer, demand: Demand) => CopyLabels {
  let made: { readonly of: DirectoryAnswer['snapshot']; readonly labels: CopyLabels } | undefined;
  return ({ snapshot, publishedAt, ageMs, waited }, demand) => {
    const age = String(Math.floor(ageMs / 1000));
    const cacheStatus = waited
      ? `contacts-gateway; fwd=${demand === 'confirmed' ? 'request' : 'miss'}`
      : `contacts-gateway; hit; ttl=${Math.floor((ttlMs - ageMs) / 1000)}`;
    if (made?.of !== snapshot || made.labels.Age !== age || made.labels['Cache-Status'] !== cacheStatus) {
      const labels = {
        'X-Contacts-Version': snapshot.version,
        Age: age,
        // Never later than Date, also when the clock of the machine was set back.
        'Last-Modified': new Date(Math.min(publishedAt, Date.now())).toUTCString(),
        // RFC 9211.
        'Cache-Status': cacheStatus,
      };
      made = { of: snapshot, labels };
    }
    return made.labels;
  };
}

/** A failure, too, depends on what was asked for. Not before it is one: headers that are set early make all others cost twice. */
export const labelled =
  (handler: (request: Request, response: Response) => Promise<void>): RequestHandler =>
  async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      if (!response.headersSent) response.set(always);
      throw error;
    }
  };
