import { type ContactRecord, toContact } from '@contacts-gateway/domain';
import { z } from 'zod';

/** The name of this source. */
export const HUBSPOT = 'hubspot';

/** The properties that a contact is made of. HubSpot omits the others. */
export const CONTACT_PROPERTIES = ['email', 'firstname', 'lastname', 'hs_merged_object_ids'] as const;

// Without transforms: each of zod's keeps its value alive until a full garbage collection, and there are four to a contact.
export const idSchema = z.union([z.string().min(1), z.int()]);

const recordSchema = z.object({
  id: idSchema,
  properties: z
    .object({
      firstname: z.unknown(),
      lastname: z.unknown(),
      email: z.unknown(),
      hs_merged_object_ids: z.unknown(),
    })
    .partial()
    .optional(),
});

const identifiedSchema = z.object({ id: idSchema });

/** The contact that HubSpot's record describes; undefined when the record is not one of a contact. */
export function readContactRecord(json: unknown): ContactRecord | undefined {
  const record = recordSchema.safeParse(json);
  if (!record.success) return undefined;
  const { id, properties = {} } = record.data;
  return {
    contact: toContact({
      id: String(id),
      firstName: textOf(properties.firstname),
      lastName: textOf(properties.lastname),
      email: textOf(properties.email),
      source: HUBSPOT,
    }),
    formerIds: textOf(properties.hs_merged_object_ids)
      .split(';')
      .flatMap((former) => former.trim() || []),
  };
}

/**
 * HubSpot's values are strings; an empty one is null in practice and absent by its documentation. Another JSON value is
 * kept as its text: no contact is lost for its data.
 */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);

/** The id of a record, be it of a contact or not; undefined when it has none. */
export function recordId(json: unknown): string | undefined {
  const id = identifiedSchema.safeParse(json).data?.id;
  return id === undefined ? undefined : String(id);
}
