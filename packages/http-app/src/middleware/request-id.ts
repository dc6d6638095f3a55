import type { RequestHandler, Response } from 'express';
import { randomUUID } from 'node:crypto';

export const SANE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Names the request after the caller's `X-Request-Id` if that is sane, else anew. */
export const nameRequest: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
  response.locals['requestId'] = requestId;
  next();
};

/** Says in the answer how the request is named. */
export const tellRequestId: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Request-Id', requestIdOf(response));
  next();
};

export const requestIdOf = (response: Response): string => String(response.locals['requestId']);
