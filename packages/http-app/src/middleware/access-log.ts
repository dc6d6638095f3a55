import type { RequestHandler } from 'express';
import type { LineDetails, Logger } from '../logging/logger.js';
import { keyNameOf } from './api-key.js';
import { requestIdOf } from './request-id.js';

/** For how long lines are gathered: logged one by one, amid the requests, they would cost a fifth of all time under load. */
const GATHER_MS = 20;
/** And how many: about 40 kB, which a pipe takes without making the process wait for who reads it. */
const GATHER_MOST = 200;

export interface EndedRequest {
  /** As the router knows it; `none` where it knows none. */
  readonly route: string;
  readonly status: number;
  /** To a thousandth. */
  readonly durationMs: number;
}

/** One line per request: its route, never its path or query, which may hold personal data; the name of its key, never the key. */
export const accessLog = (log: Logger, count: (ended: readonly EndedRequest[]) => void): RequestHandler => {
  let gathered: (LineDetails & EndedRequest)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const logGathered = (): void => {
    clearTimeout(timer);
    timer = undefined;
    log.info('request', { lines: gathered });
    count(gathered);
    gathered = [];
  };

  return (request, response, next) => {
    const startedAt = performance.now();
    response.on('close', () => {
      const route = request.route as { path: string } | undefined;
      gathered.push({
        timestamp: Date.now(),
        requestId: requestIdOf(response),
        key: keyNameOf(response),
        method: request.method,
        route: route?.path ?? 'none',
        status: response.statusCode,
        durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
        // Node 20 calls a response finished also when its connection was cut.
        aborted: response.writableFinished && !request.socket.destroyed ? undefined : true,
      });
      if (gathered.length === GATHER_MOST) logGathered();
      else timer ??= setTimeout(logGathered, GATHER_MS);
    });
    next();
  };
};
