import { type ContactState, SourceAnswerInvalid } from '@contacts-gateway/domain';
import { readBatchAnswer } from './batch-answer.js';
import { readContactRecord, recordId } from './contact-record.js';
import type { CallOptions, HubSpotApi } from './hubspot-api.js';

/**
 * What is true of up to a page's size of ids. An id that the batch does not account for is asked for by itself: that an answer
 * is silent about a contact does not mean that the contact is gone.
 */
export async function readContactStates(
  api: HubSpotApi,
  ids: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, ContactState>> {
  const { records, unreadable, notFound } = readBatchAnswer(await api.batchRead(ids, options));
  const states = new Map<string, ContactState>();
  // Where an answer contradicts itself, what keeps a contact wins.
  for (const id of notFound) states.set(id, { kind: 'gone' });
  for (const record of records.toReversed())
    for (const former of record.formerIds) states.set(former, { kind: 'merged', ...record });
  for (const id of unreadable) states.set(id, { kind: 'unreadable' });
  for (const record of records) states.set(record.contact.id, { kind: 'contact', ...record });
  const asked = new Map<string, ContactState>();
  for (const id of ids) asked.set(id, states.get(id) ?? (await readContactState(api, id, options)));
  return asked;
}

async function readContactState(api: HubSpotApi, id: string, options: CallOptions): Promise<ContactState> {
  if (!isPathSegment(id)) return { kind: 'unreadable' };
  const found = await api.get(id, options);
  if (!found) return { kind: 'gone' };
  const foundId = recordId(found.json);
  if (foundId === undefined) throw new SourceAnswerInvalid('it is not a contact');
  const record = readContactRecord(found.json);
  if (!record) return { kind: 'unreadable' };
  if (foundId === id) return { kind: 'contact', ...record };
  return { kind: 'merged', ...record, formerIds: [...new Set([...record.formerIds, id])] };
}

/** Nothing and dots would ask for another path; half a surrogate pair has no encoding. None of them is an id of HubSpot's. */
const isPathSegment = (id: string): boolean => !/^\.{0,2}$/.test(id) && !/\p{Surrogate}/u.test(id);
