import {
  SourceRateLimited,
  SourceScopeMissing,
  SourceTokenRefused,
  SourceUnexpectedStatus,
  SourceUnreachable,
  TokenProviderMisconfigured,
  TokenUnavailable,
} from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import type { Saboteurs } from './saboteur.js';
import { changingPages, changingRecords, doing, SpoiledWalk, walking } from './spoiled-source.js';

const halves = walking(async function* (pages) {
  for await (const { records, skipped } of pages) {
    yield { records: records.slice(0, 100), skipped };
    yield { records: records.slice(100), skipped };
  }
});

const asksPageByPage = (rig: SourceRig): Partial<SourceRig> => {
  let more = 0;
  return {
    ...walking(async function* (pages) {
      for await (const page of pages) {
        more += Math.ceil(page.records.length / 100);
        yield page;
      }
    })(rig),
    requests: () => rig.requests() + more,
  };
};

const namingNothing = doing(() => ({
  changesSince: async (checkpoint) => ({ kind: 'changes', changed: [], perhapsGone: [], checkpoint }),
}));

const namingNoRemovals = doing((source) => ({
  changesSince: async (checkpoint) => {
    const changed: string[] = [];
    for await (const { records } of source.walk()) changed.push(...records.map(({ contact }) => contact.id));
    return { kind: 'changes', changed, perhapsGone: [], checkpoint };
  },
}));

const isElsewhere = {
  'walks beyond its process': walking(async function* (pages) {
    await delay(2);
    yield* pages;
  }),
  'reads beyond its process': doing((source) => ({
    read: async (ids) => {
      await delay(2);
      return await source.read(ids);
    },
  })),
  'looks for changes beyond its process': doing((source) => ({
    changesSince: async (...since) => {
      await delay(2);
      return await source.changesSince(...since);
    },
  })),
};

const failingWith = (failure: Error) => ({
  'does fail so in walks': walking(() => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }) })),
  'does fail so in reads': doing(() => ({ read: () => Promise.reject(failure) })),
  'does fail so where it should name changes': doing(() => ({ changesSince: () => Promise.reject(failure) })),
});

const holdingToken = (failure: Error) => ({
  ...failingWith(failure),
  'holds a token': (): Partial<SourceRig> => ({ secrets: ['a-token'] }),
});

/** By the part that an adapter says it cannot have: adapters of which that is not true. */
export const sourceSteadSaboteurs: Saboteurs<SourceRig> = {
  severalPages: { 'gives two pages': halves },
  longWalks: {
    'says so': doing((source) => ({
      walk: (observer) => new SpoiledWalk(source.walk(observer), { expected: () => 7 }),
    })),
  },
  emptyPage: { 'asks for page after page': asksPageByPage },
  repeatedPage: { 'asks for page after page': asksPageByPage },
  disorder: {
    'gives them as they were created': changingPages(({ records, skipped }) => ({
      records: records.toReversed(),
      skipped,
    })),
  },
  listsTwice: {
    'gives some twice': changingPages(({ records, skipped }) => ({ records: [...records, ...records], skipped })),
  },
  refuseToken: { 'holds a token': () => ({ secrets: ['a-token'] }) },
  endlessEmptyPages: { 'asks for page after page': asksPageByPage },
  endlessPages: { 'asks for page after page': asksPageByPage },
  createUntidy: {
    'is of a source that takes anyone': ({ create }) => ({
      create: (person) => create({ ...person, firstName: 'Anyone' }),
    }),
    'is of a source that takes any address': ({ create }) => ({
      create: (person) => create(person.email ? { ...person, firstName: 'Anyone' } : person),
    }),
  },
  advance: {
    'names nothing': namingNothing,
    'does not look for removals': namingNoRemovals,
    'states lower checkpoints': doing((source) => {
      let walks = 9;
      return {
        walk: (observer) => {
          const number = String((walks -= 1));
          return new SpoiledWalk(source.walk(observer), { checkpoint: () => number });
        },
      };
    }),
  },
  merge: {
    'walks merged contacts': changingRecords(({ contact }) => ({ contact, formerIds: ['7'] })),
    'reads merged contacts': doing((source) => ({
      read: async (ids) => {
        const states = await source.read(ids);
        return new Map(
          [...states].map(([id, state]) => [id, state.kind === 'contact' ? { ...state, formerIds: ['7'] } : state]),
        );
      },
    })),
  },
  restore: {
    'finds what is gone again': doing((source) => {
      let asked = 0;
      return {
        read: async (ids) => {
          const states = new Map(await source.read(ids));
          if ((asked += 1) > 1) for (const id of ids) states.set(id, { kind: 'unreadable' });
          return states;
        },
      };
    }),
  },
  editAtOnce: { 'names nothing': namingNothing },
  namesChangesAfterMs: {
    'names nothing': namingNothing,
    'does not say why': doing(() => ({ changesSince: async () => ({ kind: 'walk-again', reason: '' }) })),
  },
  namesRemovalsAfterMs: { 'names nothing': namingNothing },
  garble: {
    'sets records aside': changingPages(({ records }) => ({ records, skipped: ['7'] })),
    'cannot read records': doing(() => ({
      read: async (ids) => new Map(ids.map((id) => [id, { kind: 'unreadable' }])),
    })),
  },
  stumble: {
    'tries again': doing((source) => ({
      walk: (observer) => {
        observer?.onRetry?.(new SourceUnreachable());
        return source.walk(observer);
      },
    })),
  },
  failAfter: isElsewhere,
  hang: isElsewhere,
  holdAnswers: isElsewhere,
  beside: isElsewhere,
  logged: {
    'has its token in a property': ({ source }) => ({
      source: Object.assign(Object.create(source), { token: 'a-token' }),
      secrets: ['a-token'],
    }),
  },
  asksToWait: failingWith(new SourceRateLimited()),
  source_token_refused: holdingToken(new SourceTokenRefused()),
  source_scope_missing: holdingToken(new SourceScopeMissing()),
  source_rate_limited: failingWith(new SourceRateLimited()),
  source_unexpected_status: failingWith(new SourceUnexpectedStatus(500)),
  source_answer_invalid: isElsewhere,
  source_unreachable: isElsewhere,
  token_unavailable: holdingToken(new TokenUnavailable()),
  token_provider_misconfigured: holdingToken(new TokenProviderMisconfigured()),
};
