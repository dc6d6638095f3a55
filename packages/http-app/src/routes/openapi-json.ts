import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Operation } from '../openapi/operation.js';
import { fixedAnswers, fixedBody } from './fixed-body.js';

const document = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({}),
  paths: z.looseObject({}),
});

export const openApiOperation: Operation = {
  id: 'openApiDocument',
  tag: 'Documentation',
  summary: 'This document',
  description: 'OpenAPI 3.1 of what this instance serves.',
  answers: fixedAnswers('The document.', { 'application/json': { schema: document } }),
  problems: [],
};

export const openApiJson = (made: object): RequestHandler => {
  const bytes = Buffer.from(JSON.stringify(made));
  return fixedBody('application/json; charset=utf-8', () => bytes);
};
