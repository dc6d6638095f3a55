import {
  type ContactPage,
  type ContactRecord,
  type ContactsError,
  type ContactSourcePort,
  SourceAnswerInvalid,
  SourceTokenRefused,
  SourceUnreachable,
} from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingPages, doing, SpoiledWalk, walking } from './spoiled-source.js';

const sorted = (compare: (a: ContactRecord, b: ContactRecord) => number) =>
  changingPages(({ records, skipped }) => ({ records: records.toSorted(compare), skipped }));

const expecting = (change: (expected: number | undefined) => number | undefined) =>
  doing((source) => ({ walk: (observer) => new SpoiledWalk(source.walk(observer), { expected: change }) }));

/** A source that does some of what it does in another way once its token has been refused. */
const refusedForGood =
  (spoil: (isRefused: () => boolean, source: ContactSourcePort) => Partial<ContactSourcePort>) =>
  (rig: SourceRig): Partial<SourceRig> => {
    let refused = false;
    const refuseToken = async (): Promise<void> => {
      refused = true;
      await rig.refuseToken?.();
    };
    return { ...doing((source) => spoil(() => refused, source))(rig), refuseToken };
  };

export const pageSaboteurs: Saboteurs<SourceRig> = {
  'walks every contact once, over several pages': {
    'loses the last page': walking(async function* (pages) {
      let held: ContactPage | undefined;
      for await (const page of pages) {
        if (held) yield held;
        held = page;
      }
    }),
    'loses the first contact of each page': changingPages(({ records, skipped }) => ({
      records: records.slice(1),
      skipped,
    })),
    'gives each page twice': walking(async function* (pages) {
      for await (const page of pages) {
        yield page;
        yield page;
      }
    }),
    'gives all on one page': walking(async function* (pages) {
      const records: ContactRecord[] = [];
      for await (const page of pages) records.push(...page.records);
      yield { records, skipped: [] };
    }),
  },
  'has every contact that is there throughout, while others come and go': {
    'counts how many it has passed': (rig) => {
      let removed = 0;
      const remove = async (id: string): Promise<void> => {
        removed += 1;
        await rig.remove(id);
      };
      const passing = walking(async function* (pages) {
        for await (const { records, skipped } of pages) {
          const found = records.slice(removed);
          removed = 0;
          yield { records: found, skipped };
        }
      });
      return { ...passing(rig), remove };
    },
  },
  'goes on after an empty page in the middle, to the true end': {
    'takes it for the end': walking(async function* (pages) {
      for await (const page of pages) {
        if (page.records.length === 0) return;
        yield page;
      }
    }),
    'takes it for a mistake': walking(async function* (pages) {
      for await (const page of pages) {
        if (page.records.length === 0) throw new SourceAnswerInvalid('a page is empty');
        yield page;
      }
    }),
  },
  'has every contact also where a page comes twice, or fails with source_answer_invalid': {
    'takes it for the end': walking(async function* (pages) {
      const seen = new Set<string>();
      for await (const page of pages) {
        const known = page.records.filter(({ contact }) => seen.has(contact.id));
        if (known.length > 0) return;
        for (const { contact } of page.records) seen.add(contact.id);
        yield page;
      }
    }),
    'takes it for another failure': walking(async function* (pages) {
      const seen = new Set<string>();
      for await (const page of pages) {
        const first = page.records[0]?.contact.id ?? '';
        if (seen.has(first)) throw new SourceUnreachable();
        seen.add(first);
        yield page;
      }
    }),
  },
  'gives the later reading last of a contact that its source lists twice': {
    'gives the first': walking(async function* (pages, rig) {
      const seen = new Set<string>();
      for await (const { records, skipped } of pages) {
        const first = records.filter(({ contact }) => !seen.has(contact.id));
        for (const { contact } of records) seen.add(contact.id);
        const states = await rig.source.read(first.map(({ contact }) => contact.id));
        yield { records: [...states.values()].flatMap((state) => (state.kind === 'contact' ? [state] : [])), skipped };
      }
    }),
  },
  'gives the ids of a page in ascending order: by length, then by code unit': {
    'sorts them as texts': sorted((a, b) => (a.contact.id < b.contact.id ? -1 : 1)),
    'sorts them from above': sorted((a, b) => Number(b.contact.id) - Number(a.contact.id)),
  },
  'gives the ids of a page in ascending order also where the source does not': {
    'gives them as they come': sorted((a, b) => Number(b.contact.id) - Number(a.contact.id)),
    'reads them as they come': doing((source) => ({
      read: async (ids) => {
        const states = [...(await source.read(ids)).values()].toReversed();
        return new Map(states.map((state, at) => [ids[at]!, state]));
      },
    })),
  },
  'asks for nothing before the first page is asked for': {
    'begins at once': doing((source) => ({
      walk: (observer) => {
        const walk = source.walk(observer);
        const pages = walk[Symbol.asyncIterator]();
        const first = pages.next();
        let asked = 0;
        const next = (): ReturnType<typeof pages.next> => ((asked += 1) === 1 ? first : pages.next());
        return new SpoiledWalk(walk, { pages: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) });
      },
    })),
  },
  'goes on after a setback, having told what would have become of it': {
    'keeps setbacks to itself': doing((source) => ({ walk: () => source.walk() })),
    'gives up': doing((source) => ({
      walk: (observer) => {
        const setbacks: unknown[] = [];
        const onRetry = (failure: ContactsError): void => {
          setbacks.push(failure);
          observer?.onRetry?.(failure);
        };
        const walk = source.walk({ ...observer, onRetry });
        const pages = async function* (): AsyncGenerator<ContactPage> {
          for await (const page of walk) {
            if (setbacks.length > 0) throw setbacks[0];
            yield page;
          }
        };
        return new SpoiledWalk(walk, { pages });
      },
    })),
  },
  'goes on after a setback in the middle, having told of it': {
    'keeps setbacks to itself': doing((source) => ({ walk: () => source.walk() })),
    'loses the page after it': doing((source) => ({
      walk: (observer) => {
        let setbacks = 0;
        const onRetry = (failure: ContactsError): void => {
          setbacks += 1;
          observer?.onRetry?.(failure);
        };
        const walk = source.walk({ ...observer, onRetry });
        const pages = async function* (): AsyncGenerator<ContactPage> {
          for await (const page of walk) if (setbacks === 0) yield page;
        };
        return new SpoiledWalk(walk, { pages });
      },
    })),
  },
  'says of a long walk about how many contacts there are': {
    'never says so': expecting(() => undefined),
    'counts pages': expecting((expected) => expected && expected / 100),
    'counts others as well': expecting((expected) => expected && expected * 100),
  },
  'goes on with another token when the one that it has is refused': {
    'is of a rig whose source refuses nothing': () => ({ refuseToken: () => {} }),
    'gives up its walk': refusedForGood((isRefused, source) => ({
      walk: (observer) => {
        const walk = source.walk(observer);
        const pages = async function* (): AsyncGenerator<ContactPage> {
          for await (const page of walk) {
            if (isRefused()) throw new SourceTokenRefused();
            yield page;
          }
        };
        return new SpoiledWalk(walk, { pages });
      },
    })),
    'gives up its reading': refusedForGood((isRefused, source) => ({
      read: (ids) => (isRefused() ? Promise.reject(new SourceTokenRefused()) : source.read(ids)),
    })),
    'takes it for the end': refusedForGood((isRefused, source) => ({
      walk: (observer) => {
        const walk = source.walk(observer);
        const pages = async function* (): AsyncGenerator<ContactPage> {
          for await (const page of walk) {
            if (isRefused()) return;
            yield page;
          }
        };
        return new SpoiledWalk(walk, { pages });
      },
    })),
  },
};
