import type { SourceChanges } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingChanges, doing } from './spoiled-source.js';

/** @param named - every id that it has named so far, which may be changed. */
const remembering = (change: (changes: SourceChanges, named: Set<string>) => readonly string[]) =>
  doing((source) => {
    const named = new Set<string>();
    return {
      changesSince: async (...since) => {
        const answer = await source.changesSince(...since);
        return answer.kind === 'changes' ? { ...answer, changed: change(answer, named) } : answer;
      },
    };
  });

const once = remembering(({ changed }, named) => {
  const news = changed.filter((id) => !named.has(id));
  for (const id of news) named.add(id);
  return news;
});

const everAgain = remembering(({ changed }, named) => {
  for (const id of changed) named.add(id);
  return [...named];
});

const takesLittleForAll = doing((source) => ({
  changesSince: async (checkpoint, ...rest) => {
    const answer = await source.changesSince(checkpoint, ...rest);
    return answer.kind === 'changes' ? answer : { kind: 'changes', changed: [], perhapsGone: [], checkpoint };
  },
}));

export const changesGoingOnSaboteurs: Saboteurs<SourceRig> = {
  'names what was edited again in the very moment in which it was named': { 'names a contact once and for all': once },
  'names what its source tells late also to a caller who asks soon, and then a day later': {
    'takes what it was not told for unchanged': changingChanges((changes) => ({ ...changes, changed: [] })),
  },
  'names nothing as changed once all has been quiet for a day, and never an id that never was': {
    'names all that it has ever named': everAgain,
    'names an id of its own as perhaps gone': changingChanges(({ perhapsGone, ...changes }) => ({
      ...changes,
      perhapsGone: [...perhapsGone, '7'],
    })),
  },
  'asks its source less than walks would, when it is asked each minute and nothing was changed': {
    'walks before it answers': doing((source) => ({
      changesSince: async (...since) => {
        for await (const page of source.walk()) void page;
        return await source.changesSince(...since);
      },
    })),
  },
  'comes to an end while contacts are edited with each of its answers, and names them the next time': {
    'goes on as long as there is something to name': doing((source) => ({
      changesSince: async (checkpoint, ...rest) => {
        const changed = new Set<string>();
        for (let from = checkpoint; ;) {
          const answer = await source.changesSince(from, ...rest);
          if (answer.kind === 'walk-again') return answer;
          if (answer.changed.length === 0) return { ...answer, changed: [...changed] };
          for (const id of answer.changed) changed.add(id);
          from = answer.checkpoint;
        }
      },
    })),
    'names a contact once and for all': once,
  },
  'names each of many contacts that were edited in one moment, or says to walk again, where the source finds them in another order':
    { 'takes what it has found for all': takesLittleForAll },
  'names each of many contacts that were edited one after the other, or says to walk again, where the source finds them in another order':
    { 'takes what it has found for all': takesLittleForAll },
};
