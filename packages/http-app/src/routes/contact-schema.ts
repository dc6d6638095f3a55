import type { Contact } from '@contacts-gateway/domain';
import { z } from 'zod';

const issue = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('invalid-email'),
    value: z.string().meta({ description: 'The value that is not a valid address, so that nothing is lost.' }),
  }),
  z.object({ code: z.literal('suspect') }).meta({ description: 'Neither name nor address.' }),
]);

/** A contact as it is answered. The directory makes the bytes: no answer is held against this at run time. */
export const contactSchema = z
  .object({
    id: z.string().min(1).meta({ description: 'Opaque, unique within its source.' }),
    name: z.string().meta({ description: 'First and last name; `""` when the source has neither.' }),
    email: z.string().meta({ description: 'A syntactically valid address; `""` when absent or invalid.' }),
    source: z.string().meta({ description: 'The source that holds the contact.' }),
    issues: z
      .array(issue)
      .min(1)
      .exactOptional()
      .meta({ description: 'What is wrong with the contact; absent when nothing is.' }),
  })
  .meta({ id: 'Contact' }) satisfies z.ZodType<Contact>;

export const exampleContacts: readonly Contact[] = [
  { id: '101', name: 'Ada Example', email: 'ada@example.com', source: 'hubspot' },
  {
    id: '102',
    name: 'Grace Example',
    email: '',
    source: 'hubspot',
    issues: [{ code: 'invalid-email', value: 'grace at example.com' }],
  },
  { id: '1001', name: '', email: '', source: 'hubspot', issues: [{ code: 'suspect' }] },
];
