import type { RequestHandler } from 'express';
import type { LineDetails, Logger } from '../logging/logger.js';
import type { CountRequest } from '../metrics/request-metrics.js';
import { keyNameOf } from './api-key.js';
import { requestIdOf, traceIdOf } from './request-id.js';

/** For how long lines are gathered: logged one by one, amid the requests, they would cost a fifth of all time under load. */
const GATHER_MS = 20;
/** And how many: about 40 kB, which a pipe takes without making the process wait for who reads it. */
const GATHER_MOST = 200;

/**
 * One line per request: its route, never its path or query, which may hold personal data; the name of its key, never the key.
 * One that had no answer has no status.
 */
export const accessLog = (log: Logger, count: CountRequest): RequestHandler => {
  let gathered: LineDetails[] = [];
  let timer: NodeJS.Timeout | undefined;
  const logGathered = (): void => {
    clearTimeout(timer);
    timer = undefined;
    log.info('request', { lines: gathered });
    gathered = [];
  };

  return (request, response, next) => {
    const startedAt = performance.now();
    response.on('close', () => {
      const { path: route = 'none' } = (request.route ?? {}) as { path?: string };
      const durationMs = performance.now() - startedAt;
      const status = response.headersSent ? response.statusCode : undefined;
      count(route, status ?? 'none', durationMs);
      gathered.push({
        timestamp: Date.now(),
        requestId: requestIdOf(response),
        traceId: traceIdOf(response),
        key: keyNameOf(response),
        method: request.method,
        route,
        status,
        durationMs: Math.round(durationMs),
        // Node 20 calls a response finished also when its connection was cut.
        aborted: response.writableFinished && !request.socket.destroyed ? undefined : true,
      });
      if (gathered.length === GATHER_MOST) logGathered();
      else timer ??= setTimeout(logGathered, GATHER_MS);
    });
    next();
  };
};
