import type { ContactDirectory } from '@contacts-gateway/domain';
import type { RequestHandler } from 'express';
import { acceptsGzip } from './accepts-gzip.js';
import { changesQuery } from './changes-operation.js';
import { always, copyLabels } from './copy-headers.js';
import { demandOf } from './demand.js';
import { isNotModified } from './if-none-match.js';
import { streamed } from './list-contacts.js';
import { json, type ListFormat } from './list-format.js';
import { queryReader, tagOf } from './query.js';

/** `GET /contacts/changes`: what has changed from a version up to the copy. */
export const changes = (directory: ContactDirectory, ttlMs: number): RequestHandler => {
  const readQuery = queryReader(changesQuery);
  const labelsOf = copyLabels(ttlMs);
  return async (request, response) => {
    response.set(always);
    const { since } = readQuery(request.url);
    const demand = demandOf(request);
    const answer = await directory.changesSince(since, demand);
    const { snapshot, changed, removed } = answer;
    const asGzip = acceptsGzip(request);
    const etag = `"${snapshot.version}-${tagOf(since)}-${json.name}${asGzip ? '-gzip' : ''}"`;
    response.set({ ...labelsOf(answer, demand), ETag: etag });
    if (isNotModified(request.get('if-none-match'), etag)) return void response.status(304).end();
    const list = streamed(snapshot.pick(changed), changesFormat(snapshot.version, removed), asGzip);
    response.set({ 'Content-Type': json.contentType, ...list.headers });
    if (request.method === 'HEAD') return void response.end();
    await list.send(response);
  };
};

const changesFormat = (version: string, removed: readonly string[]): ListFormat => ({
  ...json,
  open: Buffer.from(`{"version":${JSON.stringify(version)},"upserts":[`),
  close: Buffer.from(`],"removed":${JSON.stringify(removed)}}`),
});
