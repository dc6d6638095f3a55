import { type ContactState, SourceUnreachable } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { doing, endingQuietly, walking } from './spoiled-source.js';

const PAGE = 100;

export const breakdownSaboteurs: Saboteurs<SourceRig> = {
  'fails where a page is asked for, and nowhere else, when requests fail while one is worked on': {
    'fails beside its caller': walking(async function* (pages) {
      for await (const page of pages) {
        setTimeout(() => void Promise.reject(new SourceUnreachable()), 5);
        yield page;
      }
    }),
    'ends as if it were complete': endingQuietly,
  },
  'walks every contact or fails, wherever its requests begin to fail': {
    'takes a failure for the end': endingQuietly,
  },
  'reads every id or fails, wherever its requests begin to fail': {
    'takes what it could not read for gone': doing((source) => ({
      read: async (ids) => {
        const states = new Map<string, ContactState>(ids.map((id) => [id, { kind: 'gone' }]));
        for (let start = 0; start < ids.length; start += PAGE) {
          const some = await source.read(ids.slice(start, start + PAGE)).catch(() => new Map<string, ContactState>());
          for (const [id, state] of some) states.set(id, state);
        }
        return states;
      },
    })),
  },
  'names in the end what was edited and what was removed, wherever its requests began to fail meanwhile': {
    'takes what could not be asked for as named': doing((source) => {
      let hasFailed = false;
      return {
        changesSince: async (...since) => {
          const answer = await source.changesSince(...since).catch((error: unknown) => {
            hasFailed = true;
            throw error;
          });
          return hasFailed && answer.kind === 'changes' ? { ...answer, changed: [], perhapsGone: [] } : answer;
        },
      };
    }),
  },
};
