import type { RequestHandler, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { inTrace, traceOf } from '../tracing/trace.js';

export const SANE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/**
 * Names the request after the caller's `X-Request-Id` if that is sane, else anew, and goes on in the trace that the caller's
 * `traceparent` names. Without one a request has none. Both in one handler: each costs the router as much as what it does.
 */
export const nameRequest: RequestHandler = (request, response, next) => {
  const { 'x-request-id': given, traceparent } = request.headers;
  const requestId = typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
  response.locals['requestId'] = requestId;
  const trace = typeof traceparent === 'string' ? traceOf(traceparent) : undefined;
  if (!trace) return next();
  response.locals['traceId'] = trace.id;
  inTrace(trace, next);
};

/** Says in the answer how the request is named. */
export const tellRequestId: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Request-Id', requestIdOf(response));
  next();
};

export const requestIdOf = (response: Response): string => String(response.locals['requestId']);

/** Undefined for a request without a trace. */
export const traceIdOf = (response: Response): string | undefined => response.locals['traceId'] as string | undefined;
