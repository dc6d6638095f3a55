import type { DirectoryEvent } from '@contacts-gateway/domain';
import { describeError } from './describe-error.js';
import type { Logger } from './logger.js';

export const logDirectory =
  (log: Logger) =>
  (event: DirectoryEvent): void => {
    switch (event.kind) {
      case 'pass-completed':
        return void log.log(event.skipped > 0 ? 'warn' : 'info', 'pass completed', {
          ...tookOf(event),
          version: event.version,
        });
      case 'pass-failed':
        return void log.warn('pass failed', {
          ...tookOf(event),
          nextPassInMs: Math.round(event.nextPassInMs),
          error: describeError(event.error),
        });
      case 'walk-superseded':
        return void log.info('walk given up: another instance has a newer copy', tookOf(event));
      case 'copy-received': {
        const { version, contacts, ageMs } = event;
        return void log.info('copy received from the cache', { version, contacts, ageMs: Math.round(ageMs) });
      }
      case 'cache-lost':
        return void log.warn('cache lost: going on alone', { error: describeError(event.error) });
      case 'cache-back':
        return void log.info('cache back: sharing again');
    }
  };

type Took = Pick<Extract<DirectoryEvent, { kind: 'pass-completed' }>, 'pages' | 'contacts' | 'skipped' | 'durationMs'>;

const tookOf = ({ pages, contacts, skipped, durationMs }: Took): object => ({
  pages,
  contacts,
  skipped,
  durationMs: Math.round(durationMs),
});
