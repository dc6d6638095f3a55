import type { RequestHandler } from 'express';
import { hash, timingSafeEqual } from 'node:crypto';
import { apiKeyInvalid } from '../problems/problem.js';

const digest = (key: string): Buffer => Buffer.from(hash('sha256', key), 'hex');

/** Asks for one of the keys in `X-API-Key`, except on public paths. */
export function requireApiKey(keys: readonly string[], isPublic: (path: string) => boolean): RequestHandler {
  const known = keys.map(digest);
  return (request, _response, next) => {
    const given = digest(request.get('x-api-key') ?? '');
    // Every key is compared, in constant time: neither a match nor its place can be told from the time taken.
    const matches = known.filter((key) => timingSafeEqual(key, given)).length;
    return matches > 0 || isPublic(request.path) ? next() : next(apiKeyInvalid());
  };
}
