import type { RequestHandler } from 'express';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { headers } from '../openapi/headers.js';
import type { Operation } from '../openapi/operation.js';
import { internalError, notFound } from '../problems/problem.js';
import { initializer, page } from './docs-page.js';
import { fixedAnswers, fixedBody } from './fixed-body.js';
import { guarded } from './guarded.js';

const guardHeaders = headers.pick({
  'Content-Security-Policy': true,
  'Cross-Origin-Opener-Policy': true,
  'Cross-Origin-Resource-Policy': true,
  'Referrer-Policy': true,
  'X-Frame-Options': true,
});

export const docsOperation: Operation = {
  id: 'docs',
  tag: 'Documentation',
  summary: 'This document as a page',
  description: 'Swagger UI, which can also call the service. Everything it loads comes from here.',
  answers: fixedAnswers('The page.', { 'text/html': { schema: z.string() } }, guardHeaders.shape),
  problems: [],
};

const file = z.enum(['swagger-ui.css', 'swagger-ui-bundle.js', 'initializer.js']);

export const docsFileOperation: Operation = {
  id: 'docsFile',
  tag: 'Documentation',
  summary: 'A file of the page',
  description: 'What the page at `/docs` loads. Percent-encoded, its name is a path like others, which may need a key.',
  path: z.object({ file }),
  answers: fixedAnswers(
    'The file.',
    { 'text/css': { schema: z.string() }, 'text/javascript': { schema: z.string() } },
    guardHeaders.shape,
  ),
  problems: [notFound(), internalError()],
};

export const docsPage: RequestHandler = guarded(fixedBody('text/html; charset=utf-8', () => Buffer.from(page)));

/** Read when it is first asked for: most instances are never asked. */
const asset = (url: string) => (): Buffer => readFileSync(new URL(url));

const CSS = 'text/css; charset=utf-8';
const JS = 'text/javascript; charset=utf-8';
const files: Record<z.infer<typeof file>, RequestHandler> = {
  'swagger-ui.css': guarded(fixedBody(CSS, asset(import.meta.resolve('swagger-ui-dist/swagger-ui.css')))),
  'swagger-ui-bundle.js': guarded(fixedBody(JS, asset(import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js')))),
  'initializer.js': guarded(fixedBody(JS, () => Buffer.from(initializer))),
};

/** Names are looked up, never joined to a path. */
export const docsFile: RequestHandler = (request, response, next) => {
  const name = file.safeParse(request.params['file']);
  return name.success ? files[name.data](request, response, next) : next(notFound());
};
