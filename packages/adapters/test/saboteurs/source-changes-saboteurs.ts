import type { ContactPage } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingChanges, doing, SpoiledWalk } from './spoiled-source.js';

const namesNothing = changingChanges((changes) => ({ ...changes, changed: [] }));

const namesOnce = doing((source) => {
  const named = new Set<string>();
  return {
    changesSince: async (...since) => {
      const answer = await source.changesSince(...since);
      if (answer.kind === 'walk-again') return answer;
      const changed = answer.changed.filter((id) => !named.has(id));
      for (const id of changed) named.add(id);
      return { ...answer, changed };
    },
  };
});

const walksAlways = doing(() => ({ changesSince: async () => ({ kind: 'walk-again', reason: 'it is easier' }) }));

export const changesSaboteurs: Saboteurs<SourceRig> = {
  'says to walk again, and why, for a checkpoint that is none of its own': {
    'takes any text for one of its own': doing(() => ({
      changesSince: async (checkpoint) => ({ kind: 'changes', changed: [], perhapsGone: [], checkpoint }),
    })),
    'takes one with something around it for its own': doing((source) => ({
      changesSince: (checkpoint, ...rest) => source.changesSince(checkpoint.trim(), ...rest),
    })),
    'minds nothing but its length': doing((source) => {
      let own = '';
      return {
        walk: (observer) => {
          const walk = source.walk(observer);
          return new SpoiledWalk(walk, { checkpoint: (checkpoint) => (own = checkpoint ?? own) });
        },
        changesSince: (checkpoint, ...rest) =>
          source.changesSince(checkpoint.length === own.length + 1 ? own : checkpoint, ...rest),
      };
    }),
    'fails for it': doing(() => ({ changesSince: () => Promise.reject(new RangeError('Invalid time value')) })),
    'does not say why': doing(() => ({ changesSince: async () => ({ kind: 'walk-again', reason: '' }) })),
  },
  'names what was created and edited since a walk': {
    'names nothing': namesNothing,
    'names one contact': changingChanges((changes) => ({ ...changes, changed: changes.changed.slice(0, 1) })),
    'always says to walk again': walksAlways,
  },
  'names what was changed while the walk went on': {
    'counts from the end of the walk': doing((source) => ({
      walk: () => {
        const walk = source.walk();
        const later = source.walk();
        const pages = async function* (): AsyncGenerator<ContactPage> {
          yield* walk;
          await later[Symbol.asyncIterator]().next();
        };
        return new SpoiledWalk(walk, { pages, checkpoint: (checkpoint) => later.checkpoint ?? checkpoint });
      },
    })),
    'names nothing': namesNothing,
  },
  'names the survivor of a merge': { 'names nothing': namesNothing },
  'names what was restored': { 'names nothing': namesNothing },
  'names each of many contacts that were edited in one moment, and each once': {
    'names a page of them': changingChanges((changes) => ({ ...changes, changed: changes.changed.slice(0, 200) })),
    'names some twice': changingChanges((changes) => ({
      ...changes,
      changed: [...changes.changed, ...changes.changed.slice(0, 1)],
    })),
  },
  'names each of many contacts that were edited one after the other': {
    'names a page of them': changingChanges((changes) => ({ ...changes, changed: changes.changed.slice(0, 200) })),
  },
  'names each of many contacts that were edited two in a moment': {
    'passes over the second of a moment at the end of a page': changingChanges((changes) => ({
      ...changes,
      changed: changes.changed.filter((_, at) => at !== 200),
    })),
  },
  'names each of many contacts that were removed, among what may have gone': {
    'names a page of them': changingChanges((changes) => ({
      ...changes,
      perhapsGone: changes.perhapsGone.slice(0, 100),
    })),
  },
  'names in the end what its source tells late, however often it is asked meanwhile': {
    'names nothing': namesNothing,
  },
  'names the same again to a caller that comes with the same checkpoint again, though another has gone on': {
    'names nothing twice': namesOnce,
  },
  'goes on from its own checkpoints without a gap, each of which sorts higher than the one before where a second has passed':
    {
      'stays where it is': doing((source) => ({
        changesSince: async (checkpoint, ...rest) => ({
          ...(await source.changesSince(checkpoint, ...rest)),
          checkpoint,
        }),
      })),
      'names a contact once and for all': namesOnce,
      'does not go on from a checkpoint of changes': doing((source) => {
        let asked = 0;
        return {
          changesSince: async (...since) =>
            (asked += 1) > 1 ? { kind: 'walk-again', reason: 'it is none of a walk' } : source.changesSince(...since),
        };
      }),
    },
};
