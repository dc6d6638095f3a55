import { compareIds, type Contact, type ContactPage, SourceAnswerInvalid, toContact } from '@contacts-gateway/domain';
import { z } from 'zod';

/** The name of this source. */
export const HUBSPOT = 'hubspot';

/** The properties that a contact is made of. HubSpot omits the others. */
export const CONTACT_PROPERTIES = 'email,firstname,lastname';

/** The end of the list is the absence of `paging.next.after`, nothing else: not a short page, not an empty one. */
const listSchema = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.string().min(1).nullish() }).nullish() }).nullish(),
});

/**
 * HubSpot's values are strings; an empty one is null in practice and absent by its documentation. Another JSON value is
 * kept as its text: no contact is lost for its data.
 */
const valueSchema = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value)));

const idSchema = z.union([z.string().min(1), z.int().transform(String)]);

const recordSchema = z.object({
  id: idSchema,
  properties: z.object({ firstname: valueSchema, lastname: valueSchema, email: valueSchema }).prefault({}),
});

const identifiedSchema = z.object({ id: idSchema });

export interface ContactList {
  readonly page: ContactPage;
  /** The cursor of the next page; undefined on the last. */
  readonly after: string | undefined;
}

/** @throws SourceAnswerInvalid, naming the places that are wrong and no value. */
export function readContactList(json: unknown): ContactList {
  const list = listSchema.safeParse(json);
  if (!list.success) {
    const places = list.error.issues.map(({ path }) => path.join('.') || 'the body').join(', ');
    throw new SourceAnswerInvalid(`it is not a list of contacts (${places})`);
  }
  const contacts = new Map<string, Contact>();
  const skipped: (string | undefined)[] = [];
  for (const item of list.data.results) {
    const record = recordSchema.safeParse(item);
    if (record.success) contacts.set(record.data.id, contactOf(record.data));
    else skipped.push(identifiedSchema.safeParse(item).data?.id);
  }
  return {
    page: { contacts: [...contacts.values()].sort((a, b) => compareIds(a.id, b.id)), skipped },
    after: list.data.paging?.next?.after ?? undefined,
  };
}

const contactOf = ({ id, properties: { firstname, lastname, email } }: z.infer<typeof recordSchema>): Contact =>
  toContact({ id, firstName: firstname, lastName: lastname, email, source: HUBSPOT });
