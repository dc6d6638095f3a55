import { type ContactPage, type ContactWalk, SourceUnreachable } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';
import type { Saboteurs } from './saboteur.js';
import { doing, endingQuietly, SpoiledWalk, walking } from './spoiled-source.js';

const cancelling = (cancel: (walk: ContactWalk) => void) =>
  doing((source) => ({
    walk: (observer) => {
      const walk = source.walk(observer);
      return new SpoiledWalk(walk, { cancel: () => cancel(walk) });
    },
  }));

const ignoringIt = cancelling(() => undefined);

export const cancellationSaboteurs: Saboteurs<SourceRig> = {
  'cancels a walk at once, in the middle of a call': {
    'ignores it': ignoringIt,
    'waits for its call': cancelling((walk) => setTimeout(() => walk.cancel(), 1500).unref()),
    'ends as if it were complete': endingQuietly,
    'rejects with an error of its own': walking(async function* (pages) {
      try {
        yield* pages;
      } catch {
        throw new Error('cancelled');
      }
    }),
  },
  'cancels a walk at once, in the middle of its calls': {
    'waits for its calls': cancelling((walk) => setTimeout(() => walk.cancel(), 1500).unref()),
  },
  'tells nobody of a setback because a walk was cancelled': {
    'takes its own end for one': doing((source) => ({
      walk: (observer) => {
        const walk = source.walk(observer);
        const cancel = (): void => {
          observer?.onRetry?.(new SourceUnreachable());
          walk.cancel();
        };
        return new SpoiledWalk(walk, { cancel });
      },
    })),
  },
  'gives no further page once a walk is cancelled, and no end that looks like one': {
    'goes on': ignoringIt,
    'ends as if it were complete': endingQuietly,
  },
  'gives no further page once a walk is cancelled, were it there already': {
    'goes on': ignoringIt,
    'ends as if it were complete': endingQuietly,
  },
  'does not give the page that is being awaited when an observer cancels the walk': {
    'gives it': ignoringIt,
    'ends as if it were complete': endingQuietly,
  },
  'says of a cancelled walk nothing else, though the source asks to be left alone': {
    'says that it is to wait': ignoringIt,
  },
  'gives no page of a walk that was cancelled before its first': {
    'gives it': ignoringIt,
    'ends as if it were complete': endingQuietly,
  },
  'does not end as if it were complete when it is cancelled after its last page': {
    'ends as if it were complete': endingQuietly,
    'does not ask whether it was': ignoringIt,
  },
  'cancels that walk alone': {
    'cancels all walks': doing((source) => {
      const walks: ContactWalk[] = [];
      return {
        walk: (observer) => {
          const walk = source.walk(observer);
          walks.push(walk);
          return new SpoiledWalk(walk, { cancel: () => walks.forEach((each) => each.cancel()) });
        },
      };
    }),
    'closes for good': doing((source) => {
      let closed = false;
      return {
        walk: (observer) => {
          const walk = source.walk(observer);
          if (closed) walk.cancel();
          const cancel = (): void => {
            closed = true;
            walk.cancel();
          };
          return new SpoiledWalk(walk, { cancel });
        },
      };
    }),
  },
  'walks and reads as before once many walks were cancelled at the same time': {
    'keeps the places of those that were cancelled': doing((source) => {
      let cancelled = 0;
      const place = async (): Promise<void> => await new Promise((resolve) => void (cancelled < 8 && resolve()));
      return {
        walk: (observer) => {
          const walk = source.walk(observer);
          const cancel = (): void => {
            cancelled += 1;
            walk.cancel();
          };
          const pages = async function* (): AsyncGenerator<ContactPage> {
            await place();
            yield* walk;
          };
          return new SpoiledWalk(walk, { cancel, pages });
        },
      };
    }),
    'is closed with the first of them': doing((source) => {
      let isClosed = false;
      return {
        walk: (observer) => {
          const walk = source.walk(observer);
          const cancel = (): void => {
            isClosed = true;
            walk.cancel();
          };
          return new SpoiledWalk(walk, { cancel });
        },
        read: (ids) => (isClosed ? Promise.reject(new SourceUnreachable()) : source.read(ids)),
      };
    }),
  },
};
