import type { RequestHandler } from 'express';
import type { Logger } from '../logging/logger.js';
import { requestIdOf } from './request-id.js';

/** One line per request: its route, never its path or query, which may hold personal data. */
export const accessLog =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    let isComplete = false;
    // Node 20 calls a response finished also when its connection was cut: then the socket is gone by now.
    response.once('finish', () => (isComplete = !request.socket.destroyed));
    response.once('close', () => {
      const route = request.route as { path: string } | undefined;
      log.info('request', {
        requestId: requestIdOf(response),
        method: request.method,
        route: route?.path ?? 'none',
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        ...(!isComplete && { aborted: true }),
      });
    });
    next();
  };
