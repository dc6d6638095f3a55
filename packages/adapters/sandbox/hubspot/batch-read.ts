import type { Contact } from '../account/contact.js';
import { Refusal, type StandInAnswer, type StandInRequest } from '../http/exchange.js';
import { type ContactReader, findByEmail, findById } from './contact-reader.js';
import { invalidInput, unparsableJson } from './errors.js';
import { isObject, type JsonObject, jsonBody, strings } from './json-body.js';
import { recordOf } from './record.js';
import { archivedIn, requested } from './requested.js';
import type { HubSpotSwitches } from './switches.js';

const MOST_INPUTS = 100;
const MOST_INPUTS_WITH_HISTORY = 50;

/** Each contact once, however many of the ids stand for it. */
export function batchRead(
  reader: ContactReader,
  request: StandInRequest,
  { version, switches, now }: { readonly version: string; readonly switches: HubSpotSwitches; readonly now: number },
): StandInAnswer {
  const input = jsonBody(request.body, 'BatchReadInputSimplePublicObjectId', ['inputs']);
  const shown = requested(
    strings(input['properties'], 'properties'),
    strings(input['propertiesWithHistory'], 'history'),
  );
  const ids = idsIn(input, shown.withHistory.length > 0 ? MOST_INPUTS_WITH_HISTORY : MOST_INPUTS);
  const find = finder(reader, input['idProperty'], archivedIn(request.query));
  const found = new Map<number, Contact>();
  const missing: string[] = [];
  const isHalf = switches.batchAnswers === 'half';
  for (const id of isHalf ? ids.slice(0, ids.length / 2) : ids) {
    const contact = find(id);
    if (!contact) missing.push(id);
    else if (!isHalf || contact.id === Number(id)) found.set(contact.id, contact);
  }
  const contacts = [...found.values()];
  if (switches.batchOrder === 'by-descending-id') contacts.sort((a, b) => b.id - a.id);
  const at = new Date(now).toISOString();
  const complete = {
    status: 'COMPLETE',
    results: contacts.map((contact) => recordOf(contact, shown, reader.account)),
    startedAt: at,
    completedAt: at,
  };
  if (missing.length === 0 || switches.missingIds === 'omitted') return { status: 200, body: complete };
  return { status: statusWithErrors(version), body: { ...complete, numErrors: 1, errors: [notFound(missing)] } };
}

/** 2026-09 lists no 207: there `errors` and `numErrors` belong to the 200, and 207 would promise the schema of an error. */
const statusWithErrors = (version: string): number => (version === '2026-09' ? 200 : 207);

const notFound = (ids: readonly string[]): JsonObject => ({
  status: 'error',
  category: 'OBJECT_NOT_FOUND',
  message: 'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
  context: { ids },
});

function idsIn({ inputs }: JsonObject, most: number): string[] {
  if (!Array.isArray(inputs)) throw new Refusal(unparsableJson('Cannot deserialize inputs', 1, 1));
  if (inputs.length > most) throw new Refusal(invalidInput(`inputs must not hold more than ${most} ids`));
  return inputs.map((input: unknown) => {
    const id = isObject(input) ? input['id'] : undefined;
    if (typeof id !== 'string' && typeof id !== 'number')
      throw new Refusal(
        unparsableJson('Cannot build SimplePublicObjectId, some of required attributes are not set [id]'),
      );
    return String(id);
  });
}

function finder(
  reader: ContactReader,
  idProperty: unknown = 'hs_object_id',
  archived: boolean,
): (id: string) => Contact | undefined {
  if (idProperty === 'email') return (id) => findByEmail(reader, id, archived);
  if (idProperty === 'hs_object_id') return (id) => findById(reader, Number(id), archived);
  throw new Refusal(invalidInput('idProperty is no unique property'));
}
