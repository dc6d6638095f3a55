import type { ContactDirectory, DirectoryAnswer } from '@contacts-gateway/domain';
import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { badParameter } from '../problems/problem.js';
import { contactsQuery, type listHeaders } from './contacts-operation.js';
import { isNotModified } from './if-none-match.js';
import { jsonListOf } from './json-list.js';

/** One answer so far for every Accept; caches must not rely on that. */
const always = { Vary: 'Accept, Accept-Encoding', 'Cache-Control': 'private, no-cache' };

/** `GET /contacts`: the whole list, in the bytes that were made when the copy was. */
export const contacts =
  (directory: ContactDirectory, ttlMs: number): RequestHandler =>
  async (request, response) => {
    response.set(always);
    refuseParameters(request);
    const answer = await directory.read();
    const list = jsonListOf(answer.snapshot);
    response.set({
      ETag: list.etag,
      'X-Contacts-Version': answer.snapshot.version,
      'X-Total-Count': list.total,
      Age: String(Math.floor(answer.ageMs / 1000)),
      // Never later than Date, also when the clock of the machine was set back.
      'Last-Modified': new Date(Math.min(answer.publishedAt, Date.now())).toUTCString(),
      'Cache-Status': cacheStatus(answer, ttlMs),
    } satisfies Record<Exclude<keyof z.infer<typeof listHeaders>, keyof typeof always>, string>);
    if (isNotModified(request.get('if-none-match'), list.etag)) return void response.status(304).end();
    response.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': list.length });
    if (request.method === 'HEAD') return void response.end();
    list.send(response);
  };

/** RFC 9211. */
const cacheStatus = ({ waited, ageMs }: DirectoryAnswer, ttlMs: number): string =>
  waited ? 'contacts-gateway; fwd=miss' : `contacts-gateway; hit; ttl=${Math.floor((ttlMs - ageMs) / 1000)}`;

/** A parameter that is not understood must not pass for one that was obeyed. */
function refuseParameters({ url }: Request): void {
  const query = url.indexOf('?');
  if (query === -1) return;
  const names = [...new URLSearchParams(url.slice(query)).keys()];
  const name = names.find((each) => !Object.hasOwn(contactsQuery.shape, each));
  if (name === undefined) return;
  // A name may be anything, also an address by mistake: only what looks like a parameter is repeated.
  const shown = /^[\w.-]{1,40}$/.test(name) ? `: ${name}` : '';
  throw badParameter(`Unknown parameter${shown}. This path takes none.`);
}
