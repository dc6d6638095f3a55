import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathItemObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { SANE_REQUEST_ID } from '../middleware/request-id.js';
import {
  apiKeyInvalid,
  badRequest,
  headersTooLarge,
  methodNotAllowed,
  notFound,
  requestTimeout,
  tooManyRequests,
} from '../problems/problem.js';
import { everyAnswer, headers } from './headers.js';
import type { Operation } from './operation.js';
import { problemResponse, problemResponses } from './problem-responses.js';

const API_KEY = 'ApiKey';

/** On what is asked with a key, where that is limited. */
const standing = headers.pick({ RateLimit: true, 'RateLimit-Policy': true }).partial().shape;

const overLimit = tooManyRequests({ RateLimit: '', 'RateLimit-Policy': '', 'Retry-After': '' });

/** Whatever is asked may be answered so, before it reaches an operation. */
const refused = [badRequest(), requestTimeout(), headersTooLarge()];

const DESCRIPTION = `A clean, fresh copy of a CRM's contacts.

Every path has \`HEAD\` wherever it has \`GET\`. Any other method on a path of this document is answered 405
\`method_not_allowed\`, any other path 404 \`not_found\`, but that \`GET /docs/\` is led to \`/docs\` by a 308; all that comes
after the key has been checked. Before it, what is not valid HTTP is answered 400 \`bad_request\`, what takes too long to arrive 408
\`request_timeout\`, and more than 16 KiB of address and headers 431 \`headers_too_large\`; the connection ends with that. Bodies of requests are not read.
Unsuccessful answers are problem details (RFC 9457) with a stable \`code\`.`;

/**
 * The OpenAPI document of these operations, by path template.
 *
 * @param isPublic - whether a path needs no key.
 */
export function openApiDocument(
  operations: Readonly<Record<string, Operation>>,
  isPublic: (path: string) => boolean,
): ReturnType<typeof createDocument> {
  const paths = Object.entries(operations).map(([path, operation]) => [path, pathItem(operation, isPublic(path))]);
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Contacts Gateway', version: packageVersion(), description: DESCRIPTION },
      // Wherever the document was read from, so that it holds behind a proxy with a path of its own.
      servers: [{ url: './' }],
      tags: [{ name: 'Contacts' }, { name: 'Service' }, { name: 'Documentation' }],
      paths: Object.fromEntries(paths) as Record<string, ZodOpenApiPathItemObject>,
      components: {
        securitySchemes: {
          [API_KEY]: {
            type: 'apiKey',
            in: 'header',
            name: 'X-API-Key',
            description: 'One of the keys of the service. A service that runs without keys asks for none.',
          },
        },
        responses: {
          NotFound: problemResponse([notFound()], standing),
          MethodNotAllowed: problemResponse([methodNotAllowed('GET, HEAD')], standing),
          ApiKeyInvalid: problemResponse([apiKeyInvalid()]),
          BadRequest: problemResponse([badRequest()]),
          RequestTimeout: problemResponse([requestTimeout()]),
          HeadersTooLarge: problemResponse([headersTooLarge()]),
          TooManyRequests: problemResponse([overLimit]),
        },
      },
    },
    {
      override: ({ jsonSchema }) => {
        // zod's bounds of a safe integer say nothing to a reader.
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      },
    },
  );
}

function pathItem(operation: Operation, isPublic: boolean): ZodOpenApiPathItemObject {
  const get = operationObject(operation, isPublic);
  const { operationId, summary, responses } = get;
  const head = { ...get, operationId: `${operationId}Head`, summary: `${summary}: the headers alone` };
  return { get, head: { ...head, responses: withoutBodies(responses) } };
}

function operationObject(operation: Operation, isPublic: boolean): ZodOpenApiOperationObject {
  const { id, tag, summary, description, path, query, answers, problems, problemHeaders } = operation;
  // In some spelling, what stands for a parameter is below nothing public.
  const isNeverAskedForKey = isPublic && !path;
  const limited = isNeverAskedForKey ? {} : standing;
  const own = isNeverAskedForKey ? problems : [apiKeyInvalid(), ...problems, overLimit];
  const answered = Object.entries(answers).map(([status, answer]) => [
    status,
    { ...answer, headers: answer.headers.extend({ ...everyAnswer.shape, ...limited }) },
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: [...(isPublic && path ? [{}] : []), ...(isNeverAskedForKey ? [] : [{ [API_KEY]: [] }])],
    requestParams: {
      header: 304 in answers ? conditionalHeaders : requestHeaders,
      ...(path && { path }),
      ...(query && { query }),
    },
    responses: {
      ...(Object.fromEntries(answered) as ZodOpenApiResponsesObject),
      ...problemResponses([...own, ...refused], { ...problemHeaders?.shape, ...limited }),
    },
  };
}

const requestHeaders = z.object({
  'X-Request-Id': z.string().regex(SANE_REQUEST_ID).optional().meta({
    description: 'The caller’s name for the request, repeated in the answer. One that does not fit is replaced.',
  }),
  traceparent: z.string().optional().meta({
    description: 'W3C Trace Context: the trace is in the log, and goes on in what this request asks of upstreams.',
    example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  }),
});

const conditionalHeaders = requestHeaders.extend({
  'If-None-Match': z.string().optional().meta({
    description: 'Tags that the caller has; with the current one among them, or with `*`, the answer is 304.',
  }),
});

const withoutBodies = (responses: ZodOpenApiResponsesObject): ZodOpenApiResponsesObject =>
  Object.fromEntries(
    Object.entries(responses).map(([status, { content: _content, ...response }]) => [status, response]),
  );

function packageVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
