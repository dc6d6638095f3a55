import { type ContactPage, type ContactState, NoOtherToken } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingChanges, doing, SpoiledWalk } from './spoiled-source.js';

const gone = (): ContactState => ({ kind: 'gone' });

/** What is asked for once for all who ask at the same time. */
function joining<T>(): (ask: () => Promise<T>) => Promise<T> {
  let underWay: Promise<T> | undefined;
  return (ask) => (underWay ??= ask().finally(() => (underWay = undefined)));
}

export const besideSaboteurs: Saboteurs<SourceRig> = {
  'reads for many callers at once, each its own ids': {
    'answers all with the first': doing((source) => {
      let first: ReturnType<typeof source.read> | undefined;
      return { read: (ids) => (first ??= source.read(ids)) };
    }),
  },
  'reads many ids for each of several callers at once': {
    'answers who comes meanwhile with what it has asked for already': doing((source) => {
      let asked = 0;
      return {
        read: async (ids) => {
          asked += 1;
          const states = await source.read(asked > 1 ? ids.slice(0, 100) : ids);
          return new Map(ids.map((id) => [id, states.get(id) ?? gone()]));
        },
      };
    }),
    'leaves out what is beyond its longest request': doing((source) => ({
      read: (ids) => source.read(ids.slice(0, 250)),
    })),
  },
  'reads what is true now for who asks while others still wait for what was true before': {
    'reads once for all who ask at the same time': doing((source) => {
      const join = joining<ReadonlyMap<string, ContactState>>();
      return { read: (ids) => join(() => source.read(ids)) };
    }),
  },
  'walks what is true now for who begins while others still wait for what was true before': {
    'asks for the first page once for all who begin at the same time': doing((source) => {
      const join = joining<ContactPage>();
      return {
        walk: (observer) => {
          const walk = source.walk(observer);
          const pages = async function* (): AsyncGenerator<ContactPage> {
            const each = walk[Symbol.asyncIterator]();
            const first = async (): Promise<ContactPage> =>
              ((await each.next()) as IteratorYieldResult<ContactPage>).value;
            yield await join(first);
          };
          return new SpoiledWalk(walk, { pages });
        },
      };
    }),
  },
  'names what was changed to who asks afterwards while others still wait': {
    'looks once for all who ask at the same time': doing((source) => {
      const join = joining<Awaited<ReturnType<typeof source.changesSince>>>();
      return { changesSince: (...since) => join(() => source.changesSince(...since)) };
    }),
  },
  'fails as a source does, also where the token was refused to an adapter beside it': {
    'passes on what its provider says': (rig) => ({
      beside: async () => {
        const source = await rig.beside!();
        return doing(() => ({ read: () => Promise.reject(new NoOtherToken()) }))({ ...rig, source }).source!;
      },
    }),
  },
  'names to an adapter beside it what was edited, or says to walk again': {
    'begins with what comes': (rig) => ({
      beside: async () => {
        const source = await rig.beside!();
        return doing(() => ({
          changesSince: async (checkpoint) => ({ kind: 'changes', changed: [], perhapsGone: [], checkpoint }),
        }))({ ...rig, source }).source!;
      },
    }),
  },
  'names what one caller has heard to another, whose checkpoint is of the same moment and of an adapter beside it': {
    'names nothing a second time': (rig) => ({
      // It tells of them a moment later.
      ...changingChanges((changes) => ({ ...changes, changed: [] }))(rig),
      beside: async () => {
        const source = await rig.beside!();
        const named = new Set<string>();
        return doing((own) => ({
          changesSince: async (...since) => {
            const answer = await own.changesSince(...since);
            if (answer.kind !== 'changes') return answer;
            const changed = answer.changed.filter((id) => !named.has(id));
            for (const id of changed) named.add(id);
            return { ...answer, changed };
          },
        }))({ ...rig, source }).source!;
      },
    }),
  },
};
