import { type ContactState, SourceUnexpectedStatus } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingStates, doing, reading } from './spoiled-source.js';

const saying = (kind: ContactState['kind'], instead: (state: ContactState) => ContactState) =>
  changingStates((state) => (state.kind === kind ? instead(state) : state));

const gone = (): ContactState => ({ kind: 'gone' });

export const readSaboteurs: Saboteurs<SourceRig> = {
  'says of a contact what a walk says of it': {
    'says that it is unreadable': saying('contact', () => ({ kind: 'unreadable' })),
    'says another name': saying('contact', (state) =>
      state.kind === 'contact' ? { ...state, contact: { ...state.contact, name: 'Someone Else' } } : state,
    ),
    'says that it has former ids': saying('contact', (state) =>
      state.kind === 'contact' ? { ...state, formerIds: ['7'] } : state,
    ),
  },
  'says of what was removed that it is gone': {
    'says that it is unreadable': saying('gone', () => ({ kind: 'unreadable' })),
    'leaves it out': reading((states) => new Map([...states].filter(([, { kind }]) => kind !== 'gone'))),
    'says it of everything': changingStates(gone),
  },
  'says of an id that never was that it is gone or unreadable': {
    'leaves it out': reading((states) => new Map([...states].filter(([, { kind }]) => kind === 'contact'))),
    'fails for what does not look like an id': doing((source) => ({
      read: async (ids) => {
        if (!ids.every((id) => /^\w+$/.test(id))) throw new SourceUnexpectedStatus(400);
        return source.read(ids);
      },
    })),
    'fails for it': doing((source) => ({
      read: async (ids) => {
        const states = await source.read(ids);
        if ([...states.values()].some(({ kind }) => kind !== 'contact')) throw new SourceUnexpectedStatus(404);
        return states;
      },
    })),
  },
  'says what is true now, not what it said before': {
    'remembers what it has said': doing((source) => {
      const said = new Map<string, ContactState>();
      return {
        read: async (ids) => {
          for (const [id, state] of await source.read(ids)) if (!said.has(id)) said.set(id, state);
          return new Map(ids.map((id) => [id, said.get(id)!]));
        },
      };
    }),
  },
  'says of an id that was merged which contact it became, and of the survivor that it is one': {
    'says that it is gone': saying('merged', gone),
    'says that it is a contact': saying('merged', (state) =>
      state.kind === 'merged' ? { ...state, kind: 'contact' } : state,
    ),
    'knows it beside its survivor alone': reading((states, ids) =>
      ids.length === 1 ? states.set(ids[0]!, gone()) : states,
    ),
    'says so of the survivor too': saying('contact', (state) =>
      state.kind === 'contact' ? { ...state, kind: 'merged' } : state,
    ),
    'forgets the former ids': saying('merged', (state) =>
      state.kind === 'merged' ? { ...state, formerIds: [] } : state,
    ),
    'gives the contact its old id': reading(
      (states) =>
        new Map(
          [...states].map(([id, state]) => [
            id,
            state.kind === 'merged' ? { ...state, contact: { ...state.contact, id } } : state,
          ]),
        ),
    ),
  },
  'says of each of several ids that were merged into one contact that they became it': {
    'knows one of them': reading((states, ids) => states.set(ids[1]!, gone())),
    'takes the former ids for one': saying('merged', (state) =>
      state.kind === 'merged' ? { ...state, formerIds: [state.formerIds.join(';')] } : state,
    ),
  },
  'says of a record that is no contact that it is unreadable, not that it is gone': {
    'says that it is gone': saying('unreadable', gone),
    'fails for one of them': doing((source) => ({
      read: async (ids) => {
        const states = await source.read(ids);
        if ([...states.values()].some(({ kind }) => kind === 'unreadable')) throw new TypeError('no properties');
        return states;
      },
    })),
  },
  'answers a state for each of many ids, in whatever order they are given, and for no other': {
    'answers for the first hundred': doing((source) => ({ read: (ids) => source.read(ids.slice(0, 100)) })),
    'answers for more': reading((states) => states.set('7', gone())),
    'mixes up the order': reading(
      (states, ids) => new Map([...states.values()].map((state, at) => [ids.at(-1 - at)!, state])),
    ),
  },
  'tells of answers and setbacks while it reads': {
    'tells nobody': doing((source) => ({ read: (ids) => source.read(ids) })),
    'keeps setbacks to itself': doing((source) => ({
      read: (ids, { onAnswer } = {}) => source.read(ids, onAnswer ? { onAnswer } : {}),
    })),
    'tells of setbacks alone': doing((source) => ({
      read: (ids, { onRetry } = {}) => source.read(ids, onRetry ? { onRetry } : {}),
    })),
    'tells of them in words': doing((source) => ({
      read: (ids, observer) =>
        source.read(ids, {
          ...observer,
          onRetry: (failure) => observer?.onRetry?.(String(failure) as unknown as typeof failure),
        }),
    })),
  },
  'says nothing of no ids': {
    'takes none for all': reading((states, ids) => (ids.length === 0 ? states.set('7', gone()) : states)),
    'fails without ids': doing((source) => ({
      read: (ids) => (ids.length === 0 ? Promise.reject(new Error('inputs must not be empty')) : source.read(ids)),
    })),
  },
  'asks for nothing when it is asked for no ids': {
    'asks all the same': (rig) => {
      let more = 0;
      const read = doing((source) => ({
        read: (ids) => {
          if (ids.length === 0) more += 1;
          return source.read(ids);
        },
      }));
      return { ...read(rig), requests: () => rig.requests() + more };
    },
  },
};
