import type { ContactDirectory, DirectoryAnswer } from '@contacts-gateway/domain';
import type { Request, RequestHandler } from 'express';
import { badParameter } from '../problems/problem.js';
import { isNotModified } from './if-none-match.js';

/** `GET /contacts`: the whole list, as it was encoded when the copy was made. */
export const contacts =
  (directory: ContactDirectory, ttlMs: number): RequestHandler =>
  async (request, response) => {
    response.set({ Vary: 'Accept, Accept-Encoding', 'Cache-Control': 'private, no-cache' });
    refuseParameters(request);
    const answer = await directory.read();
    const { contacts: all, json, version } = answer.snapshot;
    const etag = `"${version}-json"`;
    response.set({
      ETag: etag,
      'X-Contacts-Version': version,
      'X-Total-Count': String(all.length),
      Age: String(Math.floor(answer.ageMs / 1000)),
      'Last-Modified': new Date(answer.publishedAt).toUTCString(),
      'Cache-Status': cacheStatus(answer, ttlMs),
    });
    if (isNotModified(request.get('if-none-match'), etag)) return void response.status(304).end();
    response.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(json.byteLength) });
    response.end(json);
  };

/** RFC 9211. */
const cacheStatus = ({ waited, ageMs }: DirectoryAnswer, ttlMs: number): string =>
  waited ? 'contacts-gateway; fwd=miss' : `contacts-gateway; hit; ttl=${Math.floor((ttlMs - ageMs) / 1000)}`;

/** A parameter that is not understood must not pass for one that was obeyed. */
function refuseParameters({ url }: Request): void {
  const query = url.indexOf('?');
  if (query === -1) return;
  for (const name of new URLSearchParams(url.slice(query)).keys()) {
    const told = /^[\w.-]{1,40}$/.test(name) ? `: ${name}` : '';
    throw badParameter(`Unknown parameter${told}. This path takes none.`);
  }
}
