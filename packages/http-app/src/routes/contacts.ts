import type { ContactDirectory } from '@contacts-gateway/domain';
import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { noSniffing } from '../middleware/no-sniffing.js';
import { requestIdOf } from '../middleware/request-id.js';
import type { everyAnswer } from '../openapi/headers.js';
import { acceptsGzip } from './accepts-gzip.js';
import type { listHeaders } from './contacts-operation.js';
import { contactsQuery, queryTag } from './contacts-query.js';
import { always, copyLabels, labelled } from './copy-headers.js';
import { demandOf } from './demand.js';
import { isNotModified } from './if-none-match.js';
import { listContacts } from './list-contacts.js';
import { formatFor } from './list-format.js';
import { queryReader } from './query.js';

/** `GET /contacts`: the contacts asked for, of one version, in the bytes that were made when the copy was. */
export const contacts = (directory: ContactDirectory, ttlMs: number): RequestHandler => {
  const readQuery = queryReader(contactsQuery);
  const labelsOf = copyLabels(ttlMs);
  return labelled(async (request, response) => {
    const query = readQuery(request.url);
    const demand = demandOf(request);
    const answer = await directory.read(demand);
    const { snapshot } = answer;
    const format = formatFor(request);
    const asGzip = acceptsGzip(request);
    const etag = `"${snapshot.version}${queryTag(query)}-${format.name}${asGzip ? '-gzip' : ''}"`;
    const labels = {
      ...always,
      ...labelsOf(answer, demand),
      ...noSniffing,
      'X-Request-Id': requestIdOf(response),
      ETag: etag,
      'X-Total-Count': String(snapshot.size),
    } satisfies Record<keyof (z.infer<typeof listHeaders> & z.infer<typeof everyAnswer>), string>;
    if (isNotModified(request.headers['if-none-match'], etag)) return void response.writeHead(304, labels).end();
    const list = await listContacts(snapshot, query, format, asGzip);
    response.writeHead(200, { ...labels, 'Content-Type': format.contentType, ...list.headers });
    if (request.method === 'HEAD') return void response.end();
    await list.send(response);
  });
};
