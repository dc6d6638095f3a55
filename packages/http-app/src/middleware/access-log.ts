import type { RequestHandler } from 'express';
import type { LineDetails, Logger } from '../logging/logger.js';
import { requestIdOf } from './request-id.js';

/** For how long lines are gathered: logged one by one, amid the requests, they would cost a fifth of all time under load. */
const GATHER_MS = 20;

/** One line per request: its route, never its path or query, which may hold personal data. */
export const accessLog = (log: Logger): RequestHandler => {
  let gathered: LineDetails[] = [];
  const logGathered = (): void => {
    log.info('request', { lines: gathered });
    gathered = [];
  };

  return (request, response, next) => {
    const startedAt = performance.now();
    let isComplete = false;
    // Node 20 calls a response finished also when its connection was cut: then the socket is gone by now.
    response.on('finish', () => (isComplete = !request.socket.destroyed));
    response.on('close', () => {
      const route = request.route as { path: string } | undefined;
      if (gathered.length === 0) setTimeout(logGathered, GATHER_MS);
      gathered.push({
        timestamp: Date.now(),
        requestId: requestIdOf(response),
        method: request.method,
        route: route?.path ?? 'none',
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        aborted: isComplete ? undefined : true,
      });
    });
    next();
  };
};
