import type { UpstreamCall } from '@contacts-gateway/adapters/hubspot';
import { currentTrace } from '../tracing/trace.js';
import type { Logger } from './logger.js';

export const logUpstreamCall =
  (log: Logger) =>
  (call: UpstreamCall): void => {
    const { durationMs, status, ...rest } = call;
    const isFine = (status !== undefined && status < 400) || call.failure === 'CANCELLED';
    const level = isFine ? 'info' : 'warn';
    log.log(level, 'upstream call', {
      ...rest,
      status,
      durationMs: Math.round(durationMs),
      traceId: currentTrace()?.id,
    });
  };

export const logSharing =
  (log: Logger) =>
  (isSharing: boolean): void =>
    void (isSharing
      ? log.info("HubSpot's limits are shared with the other instances again")
      : log.warn("HubSpot's limits cannot be shared with the other instances: keeping to a quarter of them"));

export const logFallback =
  (log: Logger) =>
  (reason: string): void =>
    void log.warn('walking on with one page after the other', { reason });
