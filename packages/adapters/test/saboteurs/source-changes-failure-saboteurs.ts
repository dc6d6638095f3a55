import { type SourceChanges, SourceRateLimited, SourceUnreachable, type WalkAgain } from '@contacts-gateway/domain';
import { contactSourceContract, requirementsOf, type SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { doing } from './spoiled-source.js';

const failing = (spoil: (failure: object, rig: SourceRig) => unknown) =>
  doing((source, rig) => ({
    changesSince: (...since) =>
      source.changesSince(...since).catch((error: unknown) => {
        throw spoil(error as object, rig);
      }),
  }));

const answering = (kind: 'changes' | 'walk-again') =>
  doing((source) => ({
    changesSince: (checkpoint, ...rest) =>
      source.changesSince(checkpoint, ...rest).catch(() => {
        if (kind === 'walk-again') return { kind, reason: 'it failed' };
        return { kind, changed: [], perhapsGone: [], checkpoint };
      }),
  }));

const spoilingFailures = {
  'takes it for another failure': failing((failure) =>
    failure instanceof SourceUnreachable ? new SourceRateLimited() : new SourceUnreachable(),
  ),
  'throws what is no error of the port': failing(() => new Error('Request failed')),
  'answers that nothing has changed': answering('changes'),
  'says to walk again': answering('walk-again'),
  'shows the token': failing((failure, { secrets }) =>
    Object.assign(failure, { config: { headers: { authorization: `Bearer ${secrets[0]}` } } }),
  ),
  'shows a contact': failing((failure) => Object.assign(failure, { body: '{"firstname":"Oleander"}' })),
};

/** Whatever it did instead of naming changes. */
const otherwise = (spoil: (rig: SourceRig, checkpoint: string) => SourceChanges | WalkAgain) =>
  doing((source, rig) => ({
    changesSince: async (checkpoint, ...rest) => {
      const outcome = await source.changesSince(checkpoint, ...rest).catch(() => undefined);
      return outcome?.kind === 'changes' ? outcome : spoil(rig, checkpoint);
    },
  }));

const throwing = (error: Error) =>
  otherwise(() => {
    throw error;
  });

const spoilingFailuresOrWalks = {
  'takes it for another failure': throwing(new SourceRateLimited()),
  'throws what is no error of the port': throwing(new Error('Request failed')),
  'answers that nothing has changed': otherwise((_rig, checkpoint) => ({
    kind: 'changes',
    changed: [],
    perhapsGone: [],
    checkpoint,
  })),
  'shows the token': otherwise(({ secrets }) => ({ kind: 'walk-again', reason: `it refused ${secrets[0]}` })),
  'shows a contact': otherwise(() => ({ kind: 'walk-again', reason: 'it could not read Oleander' })),
};

const titles = requirementsOf(contactSourceContract).map(({ title }) => title);
const failures = titles.filter((title) => /^fails with \w+ where it should name changes/.test(title));
const failuresOrWalks = titles.filter((title) => /^fails with \w+ or says to walk again/.test(title));

export const changesFailureSaboteurs: Saboteurs<SourceRig> = {
  ...Object.fromEntries(failures.map((title) => [title, spoilingFailures])),
  ...Object.fromEntries(failuresOrWalks.map((title) => [title, spoilingFailuresOrWalks])),
  'tells of answers and setbacks while it looks for changes': {
    'keeps answers to itself': doing((source) => ({
      changesSince: (checkpoint, size, { onRetry } = {}) =>
        source.changesSince(checkpoint, size, onRetry && { onRetry }),
    })),
    'keeps setbacks to itself': doing((source) => ({
      changesSince: (checkpoint, size, { onAnswer } = {}) =>
        source.changesSince(checkpoint, size, onAnswer && { onAnswer }),
    })),
    'tells of them in words': doing((source) => ({
      changesSince: (checkpoint, size, observer) =>
        source.changesSince(checkpoint, size, {
          ...observer,
          onRetry: (failure) => observer?.onRetry?.(String(failure) as unknown as typeof failure),
        }),
    })),
  },
};
