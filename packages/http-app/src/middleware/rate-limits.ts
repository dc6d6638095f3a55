import type { Request, RequestHandler } from 'express';
import { digestOf } from '../config/api-keys.js';
import type { RateLimit, Standing } from '../limits/rate-limit.js';
import { type Problem, tooManyRequests } from '../problems/problem.js';
import { keyNameOf } from './api-key.js';

/** What is limited; absent: it is not. */
export interface RateLimits {
  /** Requests with one key. */
  readonly requests?: RateLimit;
  /** Wrong keys from one address. */
  readonly failures?: RateLimit;
}

/** Limits what is asked with each key, except on public paths, and tells how the caller stands with that. */
export const limitRequests =
  (limit: RateLimit, isPublic: (path: string) => boolean): RequestHandler =>
  async (request, response, next) => {
    const name = keyNameOf(response);
    if (name === undefined || isPublic(request.path)) return next();
    const standing = await limit.take(name);
    if (!standing.isWithin) throw refusal(limit, standing);
    response.set(rateLimitHeaders(limit, standing));
    next();
  };

/** Counts a wrong key. Answers what to say instead of that it is wrong; undefined when nothing. */
export async function refusalOfTry(limit: RateLimit, request: Request): Promise<Problem | undefined> {
  const standing = await limit.take(addressGroup(request.socket.remoteAddress ?? ''));
  return standing.isWithin ? undefined : refusal(limit, standing);
}

/**
 * One of 4,096 groups of addresses: so many are counted at most, whoever tries from wherever, and no address, which may be a
 * person's, is kept. Who shares a group with somebody who guesses loses nothing: with the right key nobody is counted.
 */
const addressGroup = (address: string): string => digestOf(address).slice(0, 3);

const refusal = (limit: RateLimit, standing: Standing): Problem =>
  tooManyRequests({ ...rateLimitHeaders(limit, standing), 'Retry-After': String(standing.resetSeconds) });

/** As in draft-ietf-httpapi-ratelimit-headers-10. */
const rateLimitHeaders = ({ name, perMinute }: RateLimit, { remaining, resetSeconds }: Standing) => ({
  RateLimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  'RateLimit-Policy': `"${name}";q=${perMinute};w=60`,
});
