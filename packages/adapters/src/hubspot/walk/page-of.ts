import type { ContactPage } from '@contacts-gateway/domain';

/** What a page says of the ids that are kept; a record without an id stays in any case. */
export const pageOf = ({ records, skipped }: ContactPage, keeps: (id: number) => boolean): ContactPage => ({
  records: records.filter(({ contact }) => keeps(Number(contact.id))),
  skipped: skipped.filter((id) => id === undefined || keeps(Number(id))),
});
