import type { ContactDirectory } from '@contacts-gateway/domain';
import express, { type Express, type Request, type RequestHandler } from 'express';
import type { Config } from './config/config.js';
import type { Logger } from './logging/logger.js';
import type { ServiceMetrics } from './metrics/service-metrics.js';
import { accessLog } from './middleware/access-log.js';
import { requireApiKey } from './middleware/api-key.js';
import { forbidSniffing } from './middleware/no-sniffing.js';
import { limitRequests, type RateLimits, refusalOfTry } from './middleware/rate-limits.js';
import { publicPaths } from './middleware/public-paths.js';
import { nameRequest, tellRequestId } from './middleware/request-id.js';
import { openApiDocument } from './openapi/document.js';
import { methodNotAllowed, notFound } from './problems/problem.js';
import { problemHandler } from './problems/problem-handler.js';
import { changes } from './routes/changes.js';
import { contact } from './routes/contact.js';
import { contacts } from './routes/contacts.js';
import { docsFile, docsPage } from './routes/docs.js';
import { health } from './routes/health.js';
import { metrics as metricsRoute } from './routes/metrics.js';
import { openApiJson } from './routes/openapi-json.js';
import { operations } from './routes/operations.js';
import { ready, type SourceState } from './routes/ready.js';

export interface AppParts {
  readonly directory: ContactDirectory;
  readonly config: Pick<Config, 'apiKeys' | 'publicPaths' | 'refresh'>;
  readonly limits: RateLimits;
  readonly metrics: ServiceMetrics;
  readonly log: Logger;
  readonly source: SourceState;
  /** True from the signal to stop until the end. */
  readonly isDraining: () => boolean;
}

export function createApp({ directory, source, config, limits, metrics, log, isDraining }: AppParts): Express {
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .disable('query parser')
    .enable('case sensitive routing')
    .enable('strict routing');

  const isPublic = publicPaths(config.publicPaths);
  app.use(nameRequest, accessLog(log, metrics.countRequest));
  const { requests, failures } = limits;
  const refusalOf = failures && ((request: Request) => refusalOfTry(failures, request));
  if (config.apiKeys.length > 0) app.use(requireApiKey(config.apiKeys, isPublic, refusalOf));
  if (requests) app.use(limitRequests(requests, isPublic));

  const { ttlMs } = config.refresh;
  // The first that matches answers: below /contacts, paths in words come before the id, and ids that are such words are
  // still found percent-encoded.
  const handlers: Record<keyof typeof operations, RequestHandler> = {
    '/contacts': contacts(directory, ttlMs),
    '/contacts/changes': changes(directory, ttlMs),
    '/contacts/{id}': contact(directory, ttlMs),
    '/health': health,
    '/ready': ready(directory, source, isDraining),
    '/metrics': metricsRoute(() => metrics.text()),
    '/openapi.json': openApiJson(openApiDocument(operations, isPublic)),
    '/docs': docsPage,
    '/docs/{file}': docsFile,
  };
  const get = (path: string, handler: RequestHandler): void =>
    void app
      .route(path)
      .get(handler)
      .all((_request, _response, next) => next(methodNotAllowed('GET, HEAD')));
  const { '/contacts': list, ...others } = handlers;
  // It sends all headers at once, its name among them: one that is set beforehand makes each of the others cost twice.
  get('/contacts', list);
  app.use(tellRequestId, forbidSniffing);
  for (const [template, handler] of Object.entries(others)) get(template.replaceAll(/\{(\w+)\}/g, ':$1'), handler);
  // The addresses in the page are relative to the path without the slash.
  app.get('/docs/', (_request, response) => void response.status(308).set('Location', '../docs').end());

  app.use((_request, _response, next) => next(notFound()));
  app.use(problemHandler(directory, log));
  return app;
}
