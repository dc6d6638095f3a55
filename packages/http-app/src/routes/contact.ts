import type { ContactDirectory } from '@contacts-gateway/domain';
import type { RequestHandler } from 'express';
import { noSuchContact } from '../problems/problem.js';
import { contactQuery } from './contact-operation.js';
import { always, copyLabels } from './copy-headers.js';
import { demandOf } from './demand.js';
import { isNotModified } from './if-none-match.js';
import { json } from './list-format.js';
import { queryReader } from './query.js';

/** `GET /contacts/{id}`: a contact of the copy, also by an id that a merge has made another's. */
export const contact = (directory: ContactDirectory, ttlMs: number): RequestHandler => {
  const readQuery = queryReader(contactQuery);
  const labelsOf = copyLabels(ttlMs);
  return async (request, response) => {
    response.set(always);
    readQuery(request.url);
    const demand = demandOf(request);
    const answer = await directory.read(demand);
    response.set(labelsOf(answer, demand));
    const id = request.params['id'] as string;
    const found = answer.snapshot.get(id);
    if (!found) throw noSuchContact();
    const etag = `"${answer.snapshot.version}-${json.name}"`;
    response.set('ETag', etag);
    if (found.id !== id) response.set('Content-Location', `/contacts/${encodeURIComponent(found.id)}`);
    if (isNotModified(request.get('if-none-match'), etag)) return void response.status(304).end();
    const body = Buffer.from(JSON.stringify(found));
    response.set({ 'Content-Type': json.contentType, 'Content-Length': String(body.length) }).end(body);
  };
};
