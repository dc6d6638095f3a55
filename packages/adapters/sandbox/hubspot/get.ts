import { Refusal, type StandInAnswer, type StandInRequest } from '../http/exchange.js';
import { type ContactReader, findByEmail, findById } from './contact-reader.js';
import { invalidInput, notNumeric, notPositive, resourceNotFound } from './errors.js';
import { recordOf } from './record.js';
import { archivedIn, requestedIn } from './requested.js';

/** @param id - as it stands in the path, encoded. */
export function get(reader: ContactReader, { query }: StandInRequest, id: string): StandInAnswer {
  const archived = archivedIn(query);
  const idProperty = query.get('idProperty') ?? 'hs_object_id';
  if (idProperty !== 'email' && idProperty !== 'hs_object_id')
    throw new Refusal(invalidInput(`${idProperty} is no unique property`));
  const contact =
    idProperty === 'email'
      ? findByEmail(reader, decodeURIComponent(id), archived)
      : findById(reader, numericId(id), archived);
  if (!contact) throw new Refusal(resourceNotFound);
  return { status: 200, body: recordOf(contact, requestedIn(query), reader.account) };
}

function numericId(id: string): number {
  if (!/^-?\d+$/.test(id)) throw new Refusal(notNumeric(id));
  if (Number(id) <= 0) throw new Refusal(notPositive(id));
  return Number(id);
}
