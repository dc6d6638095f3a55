import type { UpstreamCall } from '@contacts-gateway/adapters/hubspot';
import type { Logger } from './logger.js';

export const logUpstreamCall =
  (log: Logger) =>
  (call: UpstreamCall): void => {
    const { durationMs, status, ...rest } = call;
    const isFine = (status !== undefined && status < 400) || call.failure === 'CANCELLED';
    const level = isFine ? 'info' : 'warn';
    log.log(level, 'upstream call', { ...rest, status, durationMs: Math.round(durationMs) });
  };

export const logFallback =
  (log: Logger) =>
  (reason: string): void =>
    void log.warn('walking on with one page after the other', { reason });
