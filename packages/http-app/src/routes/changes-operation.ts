import { z } from 'zod';
import { headers } from '../openapi/headers.js';
import type { Operation } from '../openapi/operation.js';
import { badParameter, internalError } from '../problems/problem.js';
import { unknownVersion, upstreamProblems } from '../problems/upstream-problem.js';
import { contactSchema, exampleContacts } from './contact-schema.js';
import { alwaysHeaders, copyHeaders } from './copy-headers.js';

const exampleVersion = '2f1d6c0b8a9e4d7c5b3a1f0e9d8c7b6a';

export const changesQuery = z.strictObject({
  since: z
    .string('is needed')
    .min(1, 'must not be empty')
    .meta({ description: 'A version, as `X-Contacts-Version` or an earlier answer told it.' }),
});

const changesHeaders = alwaysHeaders.extend(copyHeaders.shape).extend(headers.pick({ ETag: true }).shape);

export const changesOperation: Operation = {
  id: 'listChanges',
  tag: 'Contacts',
  summary: 'What has changed since a version',
  description: `Whoever has the contacts of that version has those of the answered one after putting in the upserts, by their ids, and
taking out the removed. Each id comes once; one that ended where it began may be there. A version is known for a day, on
every instance; after \`410\` read the list again.`,
  query: changesQuery,
  answers: {
    200: {
      description: 'The changes; empty when there are none.',
      headers: changesHeaders.extend(headers.pick({ 'Content-Encoding': true }).partial().shape),
      content: {
        'application/json': {
          schema: z.object({
            version: z.string().meta({ description: 'To ask from the next time.' }),
            upserts: z.array(contactSchema).meta({ description: 'Contacts that are new or others, by ascending id.' }),
            removed: z.array(z.string()).meta({ description: 'Ids that are not there any more, ascending.' }),
          }),
          example: { version: exampleVersion, upserts: exampleContacts.slice(0, 1), removed: ['1042'] },
        },
      },
    },
    304: { description: 'The caller has these changes already.', headers: changesHeaders },
  },
  problems: [badParameter('Bad parameter: since is needed.'), unknownVersion(), ...upstreamProblems(), internalError()],
  problemHeaders: alwaysHeaders.partial(),
};
