import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingChanges, doing, SpoiledWalk } from './spoiled-source.js';

const stating = (checkpoint: (checkpoint: string | undefined) => string | undefined) =>
  doing((source) => ({ walk: (observer) => new SpoiledWalk(source.walk(observer), { checkpoint }) }));

export const checkpointSaboteurs: Saboteurs<SourceRig> = {
  'knows a checkpoint from its first page on, and keeps it': {
    'knows none': stating(() => undefined),
    'states an empty one': stating(() => ''),
    'states another each time': doing((source) => {
      let asked = 0;
      const checkpoint = (): string => `${(asked += 1)}`;
      return { walk: (observer) => new SpoiledWalk(source.walk(observer), { checkpoint }) };
    }),
  },
  'states for a later walk a checkpoint that sorts higher, by code unit': {
    'states the same for ever': stating(() => '2026-01-01T00:00:00.000Z'),
    'counts up without leading zeros': doing((source) => {
      let walks = 7;
      return {
        walk: (observer) => {
          const number = `${(walks += 1)}`;
          return new SpoiledWalk(source.walk(observer), { checkpoint: () => number });
        },
      };
    }),
  },
  'states checkpoints of walks and of changes that sort as they were asked for': {
    'keeps the caller at the moment of its walk': doing((source) => ({
      changesSince: async (checkpoint, ...rest) => {
        const answer = await source.changesSince(checkpoint, ...rest);
        return answer.kind === 'changes' ? { ...answer, checkpoint } : answer;
      },
    })),
    'marks those of changes, so that they sort behind all of walks': changingChanges((changes) => ({
      ...changes,
      checkpoint: `~${changes.checkpoint}`,
    })),
  },
  'states no checkpoint of changes that sorts lower than the one that it was given, were it in the same moment': {
    'numbers them by chance': doing((source) => ({
      changesSince: async (checkpoint, ...rest) => {
        const own = checkpoint.replace(/~.*$/, '');
        const answer = await source.changesSince(own, ...rest);
        return answer.kind === 'changes' ? { ...answer, checkpoint: `${own}~${Math.random()}` } : answer;
      },
    })),
  },
};
