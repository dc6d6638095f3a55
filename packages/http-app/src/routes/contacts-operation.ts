import { z } from 'zod';
import { headers } from '../openapi/headers.js';
import type { Operation } from '../openapi/operation.js';
import { badParameter, internalError } from '../problems/problem.js';
import { upstreamProblems } from '../problems/upstream-problem.js';
import { contactSchema, exampleContacts } from './contact-schema.js';

/** No parameter so far. */
export const contactsQuery = z.strictObject({});

/** On the list, and on the answer that it has not changed. */
export const listHeaders = headers.pick({
  ETag: true,
  'X-Contacts-Version': true,
  'X-Total-Count': true,
  Age: true,
  'Last-Modified': true,
  'Cache-Status': true,
  Vary: true,
  'Cache-Control': true,
});

export const contactsOperation: Operation = {
  id: 'listContacts',
  tag: 'Contacts',
  summary: 'All contacts',
  description:
    'In the order of their ids, from a copy whose age is told. The whole list is of one version; a caller waits only while there is no usable copy.',
  query: contactsQuery,
  answers: {
    200: {
      description: 'The contacts.',
      headers: listHeaders.extend(headers.pick({ 'Content-Length': true }).shape),
      content: { 'application/json': { schema: z.array(contactSchema), example: exampleContacts } },
    },
    304: { description: 'The caller has this version already.', headers: listHeaders },
  },
  problems: [badParameter('Unknown parameter: colour. This path takes none.'), ...upstreamProblems(), internalError()],
  problemHeaders: headers.pick({ Vary: true }).partial(),
};
