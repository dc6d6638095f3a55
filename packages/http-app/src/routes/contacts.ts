import type { ContactDirectory } from '@contacts-gateway/domain';
import type { RequestHandler } from 'express';
import type { z } from 'zod';
import type { listHeaders } from './contacts-operation.js';
import { acceptsGzip } from './accepts-gzip.js';
import { contactsQuery, queryTag } from './contacts-query.js';
import { always, labelsOf } from './copy-headers.js';
import { demandOf } from './demand.js';
import { isNotModified } from './if-none-match.js';
import { listContacts } from './list-contacts.js';
import { formatFor } from './list-format.js';
import { queryReader } from './query.js';

/** `GET /contacts`: the contacts asked for, of one version, in the bytes that were made when the copy was. */
export const contacts = (directory: ContactDirectory, ttlMs: number): RequestHandler => {
  const readQuery = queryReader(contactsQuery);
  return async (request, response) => {
    response.set(always);
    const query = readQuery(request.url);
    const demand = demandOf(request);
    const answer = await directory.read(demand);
    const { snapshot } = answer;
    const format = formatFor(request);
    const asGzip = acceptsGzip(request);
    const etag = `"${snapshot.version}${queryTag(query)}-${format.name}${asGzip ? '-gzip' : ''}"`;
    const labels = {
      ...labelsOf(answer, ttlMs, demand),
      ETag: etag,
      'X-Total-Count': String(snapshot.size),
    } satisfies Record<Exclude<keyof z.infer<typeof listHeaders>, keyof typeof always>, string>;
    if (isNotModified(request.headers['if-none-match'], etag)) return void response.writeHead(304, labels).end();
    const list = await listContacts(snapshot, query, format, asGzip);
    response.writeHead(200, { ...labels, 'Content-Type': format.contentType, ...list.headers });
    if (request.method === 'HEAD') return void response.end();
    await list.send(response);
  };
};
