import type { RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { headers } from '../openapi/headers.js';
import type { Answer, Operation } from '../openapi/operation.js';
import { isNotModified } from './if-none-match.js';

/** What a route says of a fixed body; `more` are the headers that it has besides. */
export function fixedAnswers(
  description: string,
  content: NonNullable<Answer['content']>,
  more: z.ZodRawShape = {},
): Operation['answers'] {
  const unchanged = headers.pick({ ETag: true, 'Cache-Control': true }).extend(more);
  const whole = unchanged.extend(headers.pick({ 'Content-Length': true }).shape);
  return {
    200: { description, headers: whole, content },
    304: { description: 'The caller has it already.', headers: unchanged },
  };
}

/** Answers with bytes that stay the same while the process runs, made when they are first asked for. */
export function fixedBody(contentType: string, make: () => Buffer): RequestHandler {
  let made: { readonly bytes: Buffer; readonly etag: string } | undefined;
  return (request, response) => {
    const { bytes, etag } = (made ??= tagged(make()));
    response.set({ ETag: etag, 'Cache-Control': 'private, no-cache' });
    if (isNotModified(request.get('if-none-match'), etag)) return void response.status(304).end();
    response.set({ 'Content-Type': contentType, 'Content-Length': String(bytes.length) }).end(bytes);
  };
}

const tagged = (bytes: Buffer): { bytes: Buffer; etag: string } => ({
  bytes,
  etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`,
});
