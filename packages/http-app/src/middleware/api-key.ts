import type { Request, RequestHandler, Response } from 'express';
import { timingSafeEqual } from 'node:crypto';
import { type ApiKey, digestOf } from '../config/api-keys.js';
import { apiKeyInvalid, type Problem } from '../problems/problem.js';

/**
 * Asks for one of the keys in `X-API-Key`, except on public paths.
 *
 * @param refusalOf - told of each request with a wrong key: what to answer, if it is something else than that.
 */
export function requireApiKey(
  keys: readonly ApiKey[],
  isPublic: (path: string) => boolean,
  refusalOf?: (request: Request) => Promise<Problem | undefined>,
): RequestHandler {
  const refuse = async (request: Request): Promise<never> => {
    // Without a key nothing was tried.
    const hasTried = request.headers['x-api-key'] !== undefined;
    throw (hasTried && (await refusalOf?.(request))) || apiKeyInvalid();
  };
  return (request, response, next) => {
    const key = matching(keys, request.get('x-api-key') ?? '');
    response.locals['keyName'] = key?.name;
    return key || isPublic(request.path) ? next() : refuse(request);
  };
}

/** Every key is compared, in constant time: neither a match nor its place can be told from the time taken. */
function matching(keys: readonly ApiKey[], given: string): ApiKey | undefined {
  const digest = Buffer.from(digestOf(given), 'hex');
  const [key] = keys.filter((known) => timingSafeEqual(known.digest, digest));
  return key;
}

/** The name of the key that the caller has; undefined without one. */
export const keyNameOf = (response: Response): string | undefined => response.locals['keyName'] as string | undefined;
