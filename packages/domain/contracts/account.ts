import assert from 'node:assert/strict';
import {
  compareIds,
  type ContactPage,
  type ContactRecord,
  type ContactSourcePort,
  toContact,
} from '@contacts-gateway/domain';
import type { Person, SourceRig } from './source-rig.js';

export const person = (name: string): Person => ({
  firstName: name,
  lastName: 'Example',
  email: `${name.toLowerCase()}@people.example`,
});

/** Whose name is no other word. */
export const OLEANDER = person('Oleander');

/** What must not be shown of her. */
export const ofOleander = { "a contact's name": OLEANDER.firstName, "a contact's address": OLEANDER.email };

/** Ids in the order in which they were created. */
export async function createMany({ create }: Pick<SourceRig, 'create'>, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) ids.push(await create(person(`Person${number}`)));
  return ids;
}

export async function pagesOf(walk: AsyncIterable<ContactPage>): Promise<readonly ContactPage[]> {
  const pages: ContactPage[] = [];
  for await (const page of walk) pages.push(page);
  return pages;
}

export const recordsOf = async (walk: AsyncIterable<ContactPage>): Promise<readonly ContactRecord[]> =>
  (await pagesOf(walk)).flatMap(({ records }) => records);

export const idsIn = (records: readonly ContactRecord[]): readonly string[] => records.map(({ contact }) => contact.id);

/** By length, then by code unit. */
export function isInOrder(records: readonly ContactRecord[]): void {
  const ids = idsIn(records);
  assert.deepEqual(ids, ids.toSorted(compareIds), 'a page is not in order');
}

/** Of a walk to its end. */
export async function checkpointOf(source: ContactSourcePort): Promise<string> {
  const walk = source.walk();
  await pagesOf(walk);
  assert.ok(walk.checkpoint, 'a walk stated no checkpoint');
  return walk.checkpoint;
}

/** That it is the contact that the domain makes of the person: the keys in their order, so that equal contacts are equal bytes. */
export function isContact(
  record: ContactRecord | undefined,
  { name: source }: ContactSourcePort,
  id: string,
  of: Person,
): void {
  const expected = toContact({ ...of, id, source });
  assert.ok(record, 'the contact is missing');
  assert.deepEqual(record.contact, expected, 'it is another contact than the domain makes of these values');
  assert.equal(JSON.stringify(record.contact), JSON.stringify(expected), 'its keys are in another order');
}
