import type { ContactSourcePort, ContactState, SourceChanges } from '@contacts-gateway/domain';
import type { Sabotage } from './world/instance.js';

/** Sources that break a promise, each by what it does wrong: no history may be fine with them. */
export const saboteurs: Readonly<Record<string, Sabotage>> = {
  'forgets the last of the names': changing((changes) => ({ ...changes, changed: changes.changed.slice(0, -1) })),
  'names nothing that may have gone': changing((changes) => ({ ...changes, perhapsGone: [] })),
  'goes on from a later moment than it has looked at': changing((changes) => ({
    ...changes,
    checkpoint: `${new Date(Date.parse(changes.checkpoint.slice(0, 24)) + 150_000).toISOString()}${changes.checkpoint.slice(24)}`,
  })),
  'says of a contact that it is gone': reading((states) => {
    const [last] = [...states.keys()].slice(-1);
    return last === undefined ? states : new Map([...states, [last, { kind: 'gone' }]]);
  }),
  'says of what is gone that nobody can read it': reading(
    (states) => new Map([...states].map(([id, state]) => [id, state.kind === 'gone' ? { kind: 'unreadable' } : state])),
  ),
  'reads the state of before once more': (source) => {
    const read = new Map<string, ContactState>();
    const remembered = reading((states) => {
      const answer = new Map([...states].map(([id, state]) => [id, read.get(id) ?? state]));
      for (const [id, state] of states) read.set(id, state);
      return answer;
    });
    return remembered(source);
  },
  'leaves a contact out of each walk': (source) => ({
    ...portOf(source),
    walk: (observer) => {
      const walk = source.walk(observer);
      return {
        get checkpoint() {
          return walk.checkpoint;
        },
        cancel: () => walk.cancel(),
        async *[Symbol.asyncIterator]() {
          for await (const { records, skipped } of walk) yield { records: records.slice(1), skipped };
        },
      };
    },
  }),
};

function changing(change: (changes: SourceChanges) => SourceChanges): Sabotage {
  return (source) => ({
    ...portOf(source),
    changesSince: async (...asked) => {
      const answer = await source.changesSince(...asked);
      return answer.kind === 'changes' ? change(answer) : answer;
    },
  });
}

function reading(change: (states: ReadonlyMap<string, ContactState>) => ReadonlyMap<string, ContactState>): Sabotage {
  return (source) => ({ ...portOf(source), read: async (...asked) => change(await source.read(...asked)) });
}

const portOf = (source: ContactSourcePort): ContactSourcePort => ({
  name: source.name,
  walk: (observer) => source.walk(observer),
  changesSince: (...asked) => source.changesSince(...asked),
  read: (...asked) => source.read(...asked),
});
