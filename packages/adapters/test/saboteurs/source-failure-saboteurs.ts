import { type ContactPage, SourceRateLimited, SourceUnreachable } from '@contacts-gateway/domain';
import { contactSourceContract, requirementsOf, type SourceRig } from '@contacts-gateway/domain/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import type { Saboteurs } from './saboteur.js';
import { doing, endingQuietly, walking } from './spoiled-source.js';

const failingWalk = (spoil: (failure: object, rig: SourceRig) => unknown) =>
  walking(async function* (pages, rig) {
    try {
      yield* pages;
    } catch (error) {
      throw spoil(error as object, rig);
    }
  });

const failingRead = (spoil: (failure: object, rig: SourceRig) => unknown) =>
  doing((source, rig) => ({
    read: (ids) =>
      source.read(ids).catch((error: unknown) => {
        throw spoil(error as object, rig);
      }),
  }));

const anotherThan = ({ code }: { code?: string }): Error =>
  code === 'source_unreachable' ? new SourceRateLimited() : new SourceUnreachable();

const inSeconds = (failure: object): unknown =>
  new SourceRateLimited({ retryAfterMs: (failure as SourceRateLimited).retryAfterMs! / 1000 });

const spoilingKinds = {
  'takes it for another failure in walks': failingWalk(anotherThan),
  'takes it for another failure in reads': failingRead(anotherThan),
  'throws what is no error of the port': failingWalk(() => new Error('Request failed')),
  'fails before the first page is asked for': doing(() => ({
    walk: () => {
      throw new SourceUnreachable();
    },
  })),
  'ends a walk as if it were complete': endingQuietly,
  'answers a read with what it knows': doing((source) => ({ read: (ids) => source.read(ids).catch(() => new Map()) })),
};

const spoilingSilence = {
  'shows the token in a walk': failingWalk((failure, { secrets }) =>
    Object.assign(failure, { config: { headers: { authorization: `Bearer ${secrets[0]}` } } }),
  ),
  'shows the token in a read': failingRead((failure, { secrets }) =>
    Object.assign(failure, { cause: new Error(`refused: ${secrets[0]}`) }),
  ),
  'shows a contact': failingRead((failure) => Object.assign(failure, { body: '{"firstname":"Oleander"}' })),
};

const spoilingEnds = {
  'goes round and round': walking(async function* (pages) {
    const given: ContactPage[] = [];
    try {
      for await (const page of pages) {
        given.push(page);
        yield page;
      }
    } catch {
      for (;;) yield given[0]!;
    }
  }),
  'ends as if it were complete': endingQuietly,
  'takes it for another failure': failingWalk(() => new SourceUnreachable()),
  'goes on asking': walking(async function* (pages) {
    try {
      yield* pages;
    } catch {
      await delay(6000, undefined, { ref: false });
    }
  }),
};

const spoilingWalks = {
  'ends as if it were complete': endingQuietly,
  'takes it for another failure': failingWalk(anotherThan),
};

const titlesThat = (pattern: RegExp): readonly string[] =>
  requirementsOf(contactSourceContract)
    .map(({ title }) => title)
    .filter((title) => pattern.test(title));

export const failureSaboteurs: Saboteurs<SourceRig> = {
  ...Object.fromEntries(titlesThat(/^fails with .* in walks and reads/).map((title) => [title, spoilingKinds])),
  ...Object.fromEntries(titlesThat(/^fails with .* in the middle of a walk/).map((title) => [title, spoilingWalks])),
  ...Object.fromEntries(titlesThat(/^shows neither /).map((title) => [title, spoilingSilence])),
  'fails with source_answer_invalid, and soon, where pages lead back to themselves': spoilingEnds,
  'fails with source_answer_invalid, and soon, where nothing but empty pages comes': spoilingEnds,
  'says in milliseconds how long the source asks to be left alone': {
    'says it in seconds, of a walk': failingWalk(inSeconds),
    'says it in seconds, of a read': failingRead(inSeconds),
    'does not say it': failingWalk(() => new SourceRateLimited()),
    'asks for more': failingWalk(() => new SourceRateLimited({ retryAfterMs: 86_400_000 })),
  },
  'says it to each of many callers at once': {
    'says it to the first of them': doing((source) => {
      let asked = 0;
      return {
        read: (ids) => ((asked += 1) === 1 ? source.read(ids) : Promise.reject(new SourceRateLimited())),
      };
    }),
    'says something else to the last of them': doing((source) => {
      let asked = 0;
      return {
        read: (ids) => ((asked += 1) > 8 ? Promise.reject(new SourceUnreachable()) : source.read(ids)),
      };
    }),
  },
  'tells who watches it neither a secret nor a contact': {
    'tells the token': ({ logged, secrets }) => ({
      logged: () => [...logged!(), { request: { headers: { authorization: `Bearer ${secrets[0]}` } } }],
    }),
    'tells an address': ({ logged }) => ({
      logged: () => [...logged!(), 'GET /contacts?email=oleander@people.example'],
    }),
    'tells a contact': ({ logged }) => ({
      logged: () => [...logged!(), new Map([['body', { firstname: 'Oleander' }]])],
    }),
    'tells nobody anything': () => ({ logged: () => [] }),
  },
  'tells of setbacks as errors of the port': {
    'tells of them in words': doing((source) => ({
      walk: (observer) =>
        source.walk({ onRetry: (failure) => observer?.onRetry?.(String(failure) as unknown as typeof failure) }),
    })),
  },
  'does not mind an observer who wants to be told nothing': {
    'tells it all the same, in walks': doing((source) => ({
      walk: (observer) => source.walk({ onRetry: (failure) => observer!.onRetry!(failure) }),
    })),
    'tells it all the same, in reads': doing((source) => ({
      read: (ids, observer) => source.read(ids, { onRetry: (failure) => observer!.onRetry!(failure) }),
    })),
  },
  'tells of no answer where there is none that is as it should be': {
    'tells of a failure as of an answer': doing((source) => ({
      walk: (observer) => {
        observer?.onAnswer?.();
        return source.walk(observer);
      },
    })),
  },
};
