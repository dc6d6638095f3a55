import type { DirectoryEvent } from '@contacts-gateway/domain';
import { currentTrace } from '../tracing/trace.js';
import { describeError } from './describe-error.js';
import type { Logger } from './logger.js';

export const logDirectory =
  (log: Logger) =>
  (event: DirectoryEvent): void => {
    switch (event.kind) {
      case 'pass-completed':
        return void log.info('pass completed', fieldsOf(event));
      case 'pass-failed':
        return void log.warn('pass failed', fieldsOf(event));
      case 'many-removed':
        return void log.error('over a fifth of the contacts have gone in one pass', fieldsOf(event));
      case 'walk-started':
        return void log.info('walk started', fieldsOf(event));
      case 'walk-progress':
        return void log.info('walk under way', { ...fieldsOf(event), ...rateOf(event) });
      case 'walk-ended':
        return void log.log(event.skipped > 0 ? 'warn' : 'info', 'walk ended', {
          ...fieldsOf(event),
          ...rateOf(event),
        });
      case 'walk-failed':
        return void log.warn('walk failed', fieldsOf(event));
      case 'walk-superseded':
        return void log.info('walk given up: another instance has a newer copy');
      case 'lease-taken':
        // By every pass, which says so itself.
        return;
      case 'lease-lost':
        return void log.info('lease lost', fieldsOf(event));
      case 'copy-received':
        return void log.info('copy received from the cache', fieldsOf(event));
      case 'cache-lost':
        return void log.warn('cache lost: going on alone', fieldsOf(event));
      case 'cache-back':
        return void log.info('cache back: sharing again');
    }
  };

/** What an event tells, with errors as they may be shown and whole milliseconds. */
function fieldsOf(event: DirectoryEvent): object {
  const shown = Object.entries(event).map(([name, value]: [string, unknown]) => {
    if (name === 'error') return [name, describeError(value)];
    return [name, typeof value === 'number' ? Math.round(value) : value];
  });
  return { ...(Object.fromEntries(shown) as object), kind: undefined, traceId: currentTrace()?.id };
}

const rateOf = ({ contacts, durationMs }: { readonly contacts: number; readonly durationMs: number }): object => ({
  contactsPerSecond: Math.round((contacts / Math.max(1, durationMs)) * 1000),
});
