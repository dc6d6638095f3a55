import type { ContactPage, ContactRecord } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingPages, changingRecords, doing, SpoiledWalk, walking } from './spoiled-source.js';

const keeping = (isKept: (record: ContactRecord) => boolean) =>
  changingPages(({ records, skipped }) => ({ records: records.filter(isKept), skipped }));

const withContact = (change: (contact: ContactRecord['contact']) => ContactRecord['contact']) =>
  changingRecords(({ contact, formerIds }) => ({ contact: change(contact), formerIds }));

const ghost: ContactRecord = { contact: { id: '1', name: 'Ghost', email: '', source: 'hubspot' }, formerIds: [] };

export const walkSaboteurs: Saboteurs<SourceRig> = {
  'walks an account without contacts to its end': {
    'invents a contact': changingPages(({ skipped }) => ({ records: [ghost], skipped })),
    'fails without contacts': walking(async function* (pages) {
      for await (const page of pages) {
        if (page.records.length === 0) throw new Error('nothing there');
        yield page;
      }
    }),
  },
  'shows a contact as the domain makes it, with the name of the source and no former ids': {
    'leaves names decomposed': withContact((contact) => ({ ...contact, name: contact.name.normalize('NFD') })),
    'writes addresses in lower case': withContact((contact) => ({ ...contact, email: contact.email.toLowerCase() })),
    'orders keys otherwise': withContact(({ source, ...contact }) => ({ source, ...contact })),
    'says that all is well': withContact((contact) => ({ ...contact, issues: [] })),
    'names another source': withContact((contact) => ({ ...contact, source: 'crm' })),
    'takes the id for a former one': changingRecords(({ contact }) => ({ contact, formerIds: [contact.id] })),
  },
  'drops no contact for its data': {
    'drops suspect contacts': keeping(({ contact }) => contact.name !== '' || contact.email !== ''),
    'drops contacts with an invalid address': keeping(({ contact }) => contact.issues === undefined),
  },
  'walks the account as it is now, with what was edited and without what is gone': {
    'remembers its first walk': doing((source) => {
      const remembered: ContactPage[] = [];
      return {
        walk: () => {
          const walk = source.walk();
          const pages = async function* (): AsyncGenerator<ContactPage> {
            if (remembered.length > 0) return yield* remembered;
            for await (const page of walk) {
              remembered.push(page);
              yield page;
            }
          };
          return new SpoiledWalk(walk, { pages });
        },
      };
    }),
  },
  'walks the survivor of a merge, with the ids that it had before': {
    'forgets former ids': changingRecords(({ contact }) => ({ contact, formerIds: [] })),
    'gives the merged contact as well': changingPages(({ records, skipped }) => ({
      records: records.flatMap((record) => [
        ...record.formerIds.map((id) => ({ contact: { ...record.contact, id }, formerIds: [] })),
        record,
      ]),
      skipped,
    })),
  },
  'sets a record aside that is no contact, with its id, and walks the others': {
    'passes over it': changingPages(({ records }) => ({ records, skipped: [] })),
    'keeps its id to itself': changingPages(({ records, skipped }) => ({
      records,
      skipped: skipped.map(() => undefined),
    })),
    'makes a contact of it': changingPages(({ records, skipped }) => ({
      records: [...records, ...skipped.map(() => ghost)],
      skipped: [],
    })),
  },
  'sets each of many such records aside once, on whatever page it comes': {
    'passes over those of later pages': walking(async function* (pages) {
      let isFirst = true;
      for await (const { records, skipped } of pages) {
        yield { records, skipped: isFirst ? skipped : [] };
        isFirst = false;
      }
    }),
    'tells those of a page again with the next': walking(async function* (pages) {
      let before: ContactPage['skipped'] = [];
      for await (const { records, skipped } of pages) {
        yield { records, skipped: [...before, ...skipped] };
        before = skipped;
      }
    }),
  },
};
