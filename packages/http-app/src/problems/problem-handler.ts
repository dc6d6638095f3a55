import { type ContactDirectory, isContactsError } from '@contacts-gateway/domain';
import type { ErrorRequestHandler } from 'express';
import { describeError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';
import { requestIdOf } from '../middleware/request-id.js';
import { internalError, notFound, Problem } from './problem.js';
import { problemMessage } from './problem-message.js';
import { upstreamFailure, upstreamProblem } from './upstream-problem.js';

/** Answers whatever was thrown as problem details, and logs what is not the caller's doing. */
export const problemHandler =
  (directory: ContactDirectory, log: Logger): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    const requestId = requestIdOf(response);
    const problem = problemOf(error, directory);
    if (isContactsError(error) ? !upstreamFailure(error).isCallersDoing : problem.status >= 500) {
      log.log(problem.status === 500 ? 'error' : 'warn', 'request failed', {
        requestId,
        code: problem.code,
        error: describeError(error),
      });
    }
    // The headers are out, or were to be those of a body: a partial one must not look complete.
    if (response.headersSent || response.destroyed) return void response.destroy();
    const correlationId = isContactsError(error) ? error.correlationId : undefined;
    const { headers, body } = problemMessage(problem, requestId, correlationId);
    response.status(problem.status).set(headers).end(body);
  };

function problemOf(error: unknown, directory: ContactDirectory): Problem {
  if (error instanceof Problem) return error;
  if (isContactsError(error)) return upstreamProblem(error, directory.status().nextPassInMs);
  // A path that cannot be decoded, as the router says it.
  if (error instanceof URIError && 'status' in error) return notFound();
  return internalError();
}
