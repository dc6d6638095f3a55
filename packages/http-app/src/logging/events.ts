import type { UpstreamCall } from '@contacts-gateway/adapters/http';
import type { DirectoryEvent } from '@contacts-gateway/domain';
import { describeError } from './describe-error.js';
import type { Logger } from './logger.js';

export const logUpstreamCall =
  (log: Logger) =>
  (call: UpstreamCall): void => {
    const { durationMs, status, ...rest } = call;
    const isFine = (status !== undefined && status < 400) || call.failure === 'CANCELLED';
    const level = isFine ? 'info' : 'warn';
    log.log(level, 'upstream call', { ...rest, status, durationMs: Math.round(durationMs) });
  };

export const logPass =
  (log: Logger) =>
  (event: DirectoryEvent): void => {
    const { kind, pages, contacts, skipped, durationMs } = event;
    const fields = { pages, contacts, skipped, durationMs: Math.round(durationMs) };
    if (kind === 'pass-completed') {
      log.log(skipped > 0 ? 'warn' : 'info', 'pass completed', { ...fields, version: event.version });
    } else {
      const { error, nextPassInMs } = event;
      log.warn('pass failed', { ...fields, nextPassInMs: Math.round(nextPassInMs), error: describeError(error) });
    }
  };
