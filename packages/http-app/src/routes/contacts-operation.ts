import { z } from 'zod';
import { headers } from '../openapi/headers.js';
import type { Operation } from '../openapi/operation.js';
import { badParameter, internalError } from '../problems/problem.js';
import { upstreamProblems } from '../problems/upstream-problem.js';
import { contactSchema, exampleContacts } from './contact-schema.js';
import { contactsQuery } from './contacts-query.js';
import { alwaysHeaders, copyHeaders } from './copy-headers.js';

/** On the list, and on the answer that it has not changed. */
export const listHeaders = alwaysHeaders
  .extend(copyHeaders.shape)
  .extend(headers.pick({ ETag: true, 'X-Total-Count': true }).shape);

export const contactsOperation: Operation = {
  id: 'listContacts',
  tag: 'Contacts',
  summary: 'All contacts, or those asked for',
  description: `In the order of their ids, from a copy whose age is told. An answer is of one version, however long it takes to read;
a caller waits only while there is no usable copy.

All parameters can be combined. \`Accept: application/x-ndjson\` gets one contact a line, every other value JSON.
Lists come as gzip to those whose \`Accept-Encoding\` prefers that.`,
  query: contactsQuery,
  answers: {
    200: {
      description: 'The contacts.',
      headers: listHeaders.extend(
        headers.pick({ 'Content-Length': true, 'Content-Encoding': true, Link: true }).partial().shape,
      ),
      content: {
        'application/json': { schema: z.array(contactSchema), example: exampleContacts },
        'application/x-ndjson': {
          schema: z.string().meta({ description: 'Contacts as JSON, each ended by a line break.' }),
          example: exampleContacts.map((contact) => `${JSON.stringify(contact)}\n`).join(''),
        },
      },
    },
    304: { description: 'The caller has this version already.', headers: listHeaders },
  },
  problems: [
    badParameter('Bad parameter: limit must be a whole number from 1 to 1000.'),
    ...upstreamProblems(),
    internalError(),
  ],
  problemHeaders: alwaysHeaders.partial(),
};
