import { z } from 'zod';
import { SANE_REQUEST_ID } from '../middleware/request-id.js';

/** An `id` gives a header its place among the components of the document. */
const text = (id: string, description: string, example: string, pattern = /^.+$/) =>
  z.string().regex(pattern).meta({ description, example, header: { id } });
const count = (id: string, description: string, example: number, least = 0) =>
  z.int().min(least).meta({ description, example, header: { id } });

/** Every header that an answer of this service carries on purpose, by name. */
export const headers = z.object({
  'X-Request-Id': text(
    'X-Request-Id',
    'The caller’s own `X-Request-Id` if that is sane, else a new one; also in the log of the service.',
    '3d7a2f64-9a51-4c43-8a6e-0c9f0b6d8e12',
    SANE_REQUEST_ID,
  ),
  'Cache-Control': text(
    'Cache-Control',
    '`private, no-cache`: kept by the caller alone, and asked for again before each use; or `no-store`.',
    'private, no-cache',
  ),
  'Content-Length': count('Content-Length', 'The size of the body in bytes.', 14_062),
  'Content-Encoding': text('Content-Encoding', 'The coding of the body; absent when it has none.', 'gzip', /^gzip$/),
  ETag: text(
    'ETag',
    'The tag of this representation, for `If-None-Match`.',
    '"2f1d6c0b8a9e4d7c5b3a1f0e9d8c7b6a-json"',
    /^"[^"]+"$/,
  ),
  Link: text(
    'Link',
    'RFC 8288: `rel="next"` leads to the next page, relative to this one; absent when there is none.',
    '<contacts?limit=100&after=1001>; rel="next"',
    /^<[^>]+>; rel="next"$/,
  ),
  'Content-Location': text(
    'Content-Location',
    'The path of the contact itself, when it was asked for by a former id.',
    '/contacts/1001',
    /^\/contacts\/[^/]+$/,
  ),
  Vary: text('Vary', 'The request headers that the answer may depend on.', 'Accept, Accept-Encoding'),
  'X-Contacts-Version': text(
    'X-Contacts-Version',
    'The version of the list. Opaque: the same contacts have the same version on every instance.',
    '2f1d6c0b8a9e4d7c5b3a1f0e9d8c7b6a',
  ),
  'X-Total-Count': count('X-Total-Count', 'The number of contacts in this version, whatever was asked for.', 1000),
  Age: count('Age', 'Whole seconds since a completed pass confirmed the copy.', 12),
  'Last-Modified': text(
    'Last-Modified',
    'When this version was published.',
    'Sun, 01 Nov 2026 09:30:00 GMT',
    /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  ),
  'Cache-Status': text(
    'Cache-Status',
    'RFC 9211: `hit` with the seconds for which the copy stays fresh, negative when it is stale; `fwd=miss` when the caller had to wait for it, `fwd=request` when the caller wanted to.',
    'contacts-gateway; hit; ttl=48',
    /^contacts-gateway; (hit; ttl=-?\d+|fwd=miss|fwd=request)$/,
  ),
  Allow: text('Allow', 'The methods that the path has.', 'GET, HEAD'),
  'Retry-After': count('Retry-After', 'Seconds until it makes sense to ask again.', 30, 1),
  RateLimit: text(
    'RateLimit',
    'How the caller stands with a limit (draft-ietf-httpapi-ratelimit-headers): what is left, and in how many seconds all is there again.',
    '"key";r=599;t=42',
    /^"[\w-]+";r=\d+;t=\d+$/,
  ),
  'RateLimit-Policy': text(
    'RateLimit-Policy',
    'The limit: how many requests in how many seconds.',
    '"key";q=600;w=60',
    /^"[\w-]+";q=\d+;w=\d+$/,
  ),
  'WWW-Authenticate': text(
    'WWW-Authenticate',
    'Which credential was refused: the caller’s key, or the token with which the service asks HubSpot.',
    'ApiKey realm="contacts-gateway"',
  ),
  'Content-Security-Policy': text(
    'Content-Security-Policy',
    'The page loads nothing from another host.',
    "default-src 'none'; script-src 'self'",
  ),
  'Cross-Origin-Opener-Policy': text(
    'Cross-Origin-Opener-Policy',
    'No page of another origin holds this one.',
    'same-origin',
  ),
  'Cross-Origin-Resource-Policy': text(
    'Cross-Origin-Resource-Policy',
    'No page of another origin loads this.',
    'same-origin',
  ),
  'Referrer-Policy': text('Referrer-Policy', 'Nobody is told where a link was.', 'no-referrer'),
  'X-Frame-Options': text(
    'X-Frame-Options',
    'No page frames this one, for browsers without `frame-ancestors`.',
    'DENY',
  ),
  'X-Content-Type-Options': text('X-Content-Type-Options', 'Always `nosniff`.', 'nosniff', /^nosniff$/),
});

/** On every answer, whatever it is. */
export const everyAnswer = headers.pick({ 'X-Request-Id': true, 'X-Content-Type-Options': true });
