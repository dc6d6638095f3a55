import type { ContactDirectory } from '@contacts-gateway/domain';
import express, { type Express, type RequestHandler } from 'express';
import type { Config } from './config/config.js';
import type { Logger } from './logging/logger.js';
import { accessLog } from './middleware/access-log.js';
import { requireApiKey } from './middleware/api-key.js';
import { publicPaths } from './middleware/public-paths.js';
import { nameRequest } from './middleware/request-id.js';
import { methodNotAllowed, notFound } from './problems/problem.js';
import { problemHandler } from './problems/problem-handler.js';
import { contacts } from './routes/contacts.js';
import { health } from './routes/health.js';
import { ready } from './routes/ready.js';

export interface AppParts {
  readonly directory: ContactDirectory;
  readonly config: Pick<Config, 'apiKeys' | 'publicPaths' | 'freshness'>;
  readonly log: Logger;
  /** True from the signal to stop until the end. */
  readonly isDraining: () => boolean;
}

export function createApp({ directory, config, log, isDraining }: AppParts): Express {
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .disable('query parser')
    .enable('case sensitive routing')
    .enable('strict routing');

  app.use(nameRequest, accessLog(log));
  if (config.apiKeys.length > 0) app.use(requireApiKey(config.apiKeys, publicPaths(config.publicPaths)));

  const get = (path: string, handler: RequestHandler): void =>
    void app
      .route(path)
      .get(handler)
      .all((_request, _response, next) => next(methodNotAllowed('GET, HEAD')));
  get('/contacts', contacts(directory, config.freshness.ttlMs));
  get('/health', health);
  get('/ready', ready(directory, isDraining));

  app.use((_request, _response, next) => next(notFound()));
  app.use(problemHandler(directory, log));
  return app;
}
