import { toContact } from '@contacts-gateway/domain';

/** A contact as HubSpot has it. */
export interface Truth {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
}

/** Whoever asks for one of these must get it: nobody deletes it. */
export const isToStay = (id: string): boolean => Number(id) % 2 === 0;

/** The JSON that the service ought to make of it. */
export const textOf = ({ id, properties: { firstname, lastname, email } }: Truth): string =>
  JSON.stringify(
    toContact({ id, firstName: firstname ?? '', lastName: lastname ?? '', email: email ?? '', source: 'hubspot' }),
  );
