import type { SourceChanges } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { changingChanges, doing } from './spoiled-source.js';

const naming = (change: (perhapsGone: readonly string[]) => readonly string[]) =>
  changingChanges((changes: SourceChanges) => ({ ...changes, perhapsGone: change(changes.perhapsGone) }));

export const removalSaboteurs: Saboteurs<SourceRig> = {
  'names what was removed, among what may have gone': {
    'does not look for removals': changingChanges((changes) => ({ ...changes, perhapsGone: [] })),
    'takes it for changed': changingChanges(({ changed, perhapsGone, ...changes }) => ({
      ...changes,
      changed: [...changed, ...perhapsGone],
      perhapsGone: [],
    })),
  },
  'names what was removed later, to a caller that goes on from the checkpoints of changes': {
    'looks for removals once': doing((source) => {
      let hasLooked = false;
      return {
        changesSince: async (...since) => {
          const answer = await source.changesSince(...since);
          if (answer.kind === 'walk-again' || !hasLooked) {
            hasLooked = true;
            return answer;
          }
          return { ...answer, perhapsGone: [] };
        },
      };
    }),
    'names some twice': naming((perhapsGone) => [...perhapsGone, ...perhapsGone.slice(0, 1)]),
  },
  'names in the end what was removed, however often it is asked meanwhile': {
    'names nothing': naming(() => []),
  },
  'names what was edited and removed, or says to walk again, to a caller that comes back after two months': {
    'takes what it is not told for what never was': changingChanges((changes) => ({ ...changes, perhapsGone: [] })),
    'names nothing that long ago': changingChanges((changes) => ({ ...changes, changed: [] })),
  },
  'names with a contact that was removed what had been merged into it': {
    'names one of them': naming((perhapsGone) => perhapsGone.slice(0, 1)),
  },
  'names what was removed also when its record is no contact': {
    'names nothing': naming(() => []),
  },
};
