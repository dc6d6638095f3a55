import type { ContactPage, ContactState } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { doing, SpoiledWalk } from './spoiled-source.js';

/** Of all adapters. */
const known = new Map<string, ContactState>();
let limit: unknown;

export const accountSaboteurs: Saboteurs<SourceRig> = {
  'keeps the contacts of two accounts apart': {
    'remembers those of all by their ids': doing((source) => ({
      read: async (ids) => {
        for (const [id, state] of await source.read(ids)) if (!known.has(id)) known.set(id, state);
        return new Map(ids.map((id) => [id, known.get(id)!]));
      },
    })),
  },
  'lets no account wait for the limit of another': {
    'asks nobody once it was told to wait': doing((source) => ({
      walk: (observer) => {
        const walk = source.walk(observer);
        const pages = async function* (): AsyncGenerator<ContactPage> {
          if (limit !== undefined) throw limit;
          try {
            yield* walk;
          } catch (error) {
            // For this test alone.
            limit = error;
            setTimeout(() => (limit = undefined), 50);
            throw error;
          }
        };
        return new SpoiledWalk(walk, { pages });
      },
    })),
  },
  'names what was changed in each of two accounts': {
    'names nothing that was named of another': doing((source) => ({
      changesSince: async (...since) => {
        const answer = await source.changesSince(...since);
        if (answer.kind !== 'changes') return answer;
        const changed = answer.changed.filter((id) => !known.has(id));
        for (const id of changed) known.set(id, { kind: 'gone' });
        return { ...answer, changed };
      },
    })),
  },
};
