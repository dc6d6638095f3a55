import type { StandInAnswer } from '../http/exchange.js';

/** Nango's refusals, as observed on its server. */

const error = (status: number, fields: Readonly<Record<string, unknown>>, headers = {}): StandInAnswer => ({
  status,
  headers,
  body: { error: fields },
});

const unauthenticated = (code: string, message: string): StandInAnswer =>
  error(401, { message: `Authentication failed. ${message}`, code, payload: {} });

export const headerMissing = unauthenticated('missing_auth_header', 'The request is missing the Authorization header.');
export const keyMalformed = unauthenticated('invalid_secret_key_format', 'The provided secret key is not a UUID v4.');
export const keyUnknown = unauthenticated(
  'unknown_account',
  'The provided authorization header does not match any account.',
);
/** Nango cannot look the key up, and takes it for malformed. */
export const databaseDown = unauthenticated('malformed_auth_header', 'The Authorization header is malformed.');

export interface Issue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

export const invalidQuery = (issue: Issue): StandInAnswer =>
  error(400, { code: 'invalid_query_params', errors: [issue] });

export const invalidPath = (issue: Issue): StandInAnswer => error(400, { code: 'invalid_uri_params', errors: [issue] });

export const unknownIntegration = error(400, { code: 'unknown_provider_config', message: 'Provider does not exists' });
export const unknownConnection = error(404, { code: 'not_found', message: 'Failed to find connection' });

export const refreshForbidden = error(403, {
  code: 'forbidden',
  message: 'Credential and refresh options require the environment:connections:read_credentials scope',
});
export const scopeInsufficient = error(403, {
  code: 'forbidden',
  message:
    'Insufficient scope. Required one of: environment:connections:read or environment:connections:read_credentials',
});

const invalidCredentials = (status: number, message: string, connection: unknown): StandInAnswer =>
  error(status, { code: 'invalid_credentials', message, payload: { connection } });

/** Whatever went wrong upstream: a revoked grant, a limit, an outage all read the same. */
export const refreshFailed = (connection: unknown): StandInAnswer =>
  invalidCredentials(
    400,
    'The external API returned an error when trying to refresh the access token. Please try again later.',
    connection,
  );

export const backingOff = (connection: unknown): StandInAnswer =>
  invalidCredentials(424, 'A recent refresh attempt failed. Backing off before retrying.', connection);

export const refreshExhausted = (connection: unknown): StandInAnswer =>
  invalidCredentials(424, 'The refresh limit has been reached for this connection.', connection);

export const throttled = (path: string, seconds: number): StandInAnswer =>
  error(429, { code: 'too_many_request', method: 'GET', path }, { 'retry-after': String(seconds) });

export const serverError = error(500, { code: 'server_error', message: 'Failed to get connection' });

export const supportError = error(500, {
  message: 'An error occurred. Please contact support with this unique id: "5a9db0c5-0000-4000-8000-000000000003"',
  code: 'generic_error_support',
  payload: '5a9db0c5-0000-4000-8000-000000000003',
});

/** What is served on any other path. */
export const webApp: StandInAnswer = { status: 200, body: '<!doctype html><title>Nango</title>' };
