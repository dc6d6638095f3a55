import type { ContactState } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { doing, walking } from './spoiled-source.js';

const PAGE = 100;

export const breakdownSaboteurs: Saboteurs<SourceRig> = {
  'walks every contact or fails, wherever its requests begin to fail': {
    'takes a failure for the end': walking(async function* (pages) {
      try {
        yield* pages;
      } catch {
        return;
      }
    }),
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
