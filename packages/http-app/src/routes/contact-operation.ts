import { z } from 'zod';
import { headers } from '../openapi/headers.js';
import type { Operation } from '../openapi/operation.js';
import { badParameter, internalError, noSuchContact } from '../problems/problem.js';
import { upstreamProblems } from '../problems/upstream-problem.js';
import { contactSchema, exampleContacts } from './contact-schema.js';
import { alwaysHeaders, copyHeaders } from './copy-headers.js';

/** No parameter but the id. */
export const contactQuery = z.strictObject({});

const contactHeaders = alwaysHeaders.extend(copyHeaders.shape).extend({
  ETag: headers.shape.ETag,
  'Content-Location': headers.shape['Content-Location'].optional(),
});

export const contactOperation: Operation = {
  id: 'getContact',
  tag: 'Contacts',
  summary: 'One contact',
  description:
    'From the copy, like the list. An id that a merge has made another contact’s answers that contact, and `Content-Location` says which.',
  path: z.object({ id: z.string().min(1).meta({ description: 'The id of a contact, or a former one.' }) }),
  query: contactQuery,
  answers: {
    200: {
      description: 'The contact.',
      headers: contactHeaders.extend(headers.pick({ 'Content-Length': true }).shape),
      content: { 'application/json': { schema: contactSchema, example: exampleContacts[0] } },
    },
    304: { description: 'The caller has this version already.', headers: contactHeaders },
  },
  problems: [
    badParameter('Unknown parameter: colour. This path takes none.'),
    noSuchContact(),
    ...upstreamProblems(),
    internalError(),
  ],
  problemHeaders: alwaysHeaders.extend(copyHeaders.shape).partial(),
};
