import type { RequestHandler, Response } from 'express';
import { timingSafeEqual } from 'node:crypto';
import { type ApiKey, digestOf } from '../config/api-keys.js';
import { apiKeyInvalid } from '../problems/problem.js';

/** Asks for one of the keys in `X-API-Key`, except on public paths. */
export function requireApiKey(keys: readonly ApiKey[], isPublic: (path: string) => boolean): RequestHandler {
  return (request, response, next) => {
    const given = Buffer.from(digestOf(request.get('x-api-key') ?? ''), 'hex');
    // Every key is compared, in constant time: neither a match nor its place can be told from the time taken.
    const [key] = keys.filter(({ digest }) => timingSafeEqual(digest, given));
    response.locals['keyName'] = key?.name;
    return key || isPublic(request.path) ? next() : next(apiKeyInvalid());
  };
}

/** The name of the key that the caller has; undefined without one. */
export const keyNameOf = (response: Response): string | undefined => response.locals['keyName'] as string | undefined;
