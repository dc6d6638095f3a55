import type { Operation } from '../openapi/operation.js';
import { changesOperation } from './changes-operation.js';
import { contactOperation } from './contact-operation.js';
import { contactsOperation } from './contacts-operation.js';
import { docsFileOperation, docsOperation } from './docs.js';
import { healthOperation } from './health.js';
import { metricsOperation } from './metrics.js';
import { openApiOperation } from './openapi-json.js';
import { readyOperation } from './readiness.js';

/** Every path of the service, by its template. */
export const operations = {
  '/contacts': contactsOperation,
  '/contacts/changes': changesOperation,
  '/contacts/{id}': contactOperation,
  '/health': healthOperation,
  '/ready': readyOperation,
  '/metrics': metricsOperation,
  '/openapi.json': openApiOperation,
  '/docs': docsOperation,
  '/docs/{file}': docsFileOperation,
} as const satisfies Record<string, Operation>;
