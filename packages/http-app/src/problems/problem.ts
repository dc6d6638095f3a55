/** An unsuccessful answer, in the terms of RFC 9457. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** For the caller: no secret, no contact data, no stack. */
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.headers = headers;
  }
}

export const notFound = (): Problem => new Problem(404, 'not_found', 'Not found.');

export const noSuchContact = (): Problem => new Problem(404, 'not_found', 'No such contact.');

export const methodNotAllowed = (allow: string): Problem =>
  new Problem(405, 'method_not_allowed', 'Method not allowed.', { Allow: allow });

export const badParameter = (detail: string): Problem => new Problem(400, 'bad_parameter', detail);

export const badRequest = (): Problem => new Problem(400, 'bad_request', 'The request is not valid HTTP.');

export const requestTimeout = (): Problem =>
  new Problem(408, 'request_timeout', 'The request took too long to arrive.');

export const headersTooLarge = (): Problem =>
  new Problem(431, 'headers_too_large', 'The address and headers of the request are too large.');

export const apiKeyInvalid = (): Problem =>
  new Problem(401, 'api_key_invalid', 'Missing or invalid API key.', {
    'WWW-Authenticate': 'ApiKey realm="contacts-gateway"',
  });

/** @param headers - `Retry-After`, and which limit it is. */
export const tooManyRequests = (headers: Readonly<Record<string, string>>): Problem =>
  new Problem(429, 'too_many_requests', 'Too many requests.', headers);

export const internalError = (): Problem => new Problem(500, 'internal_error', 'An unexpected error occurred.');
