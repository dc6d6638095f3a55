import type { ContactsError } from '@contacts-gateway/domain';
import { Problem } from './problem.js';

interface Row {
  /** Which upstream is not well; undefined when neither is. */
  readonly upstream?: 'hubspot' | 'tokens';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** The caller asked for what cannot be: nothing is wrong with the service. */
  readonly isCallersDoing?: true;
}

const tokenRefused: Row = {
  upstream: 'hubspot',
  status: 401,
  code: 'hubspot_token_refused',
  detail: 'HubSpot token is expired or invalid.',
};

const unexpectedStatus = (status: number): Row => ({
  upstream: 'hubspot',
  status: 502,
  code: 'hubspot_unexpected_status',
  detail: `HubSpot returned unexpected status: ${status}`,
});

/** What a caller is told of each failure. A new code does not compile until it has its row. */
const rows: Record<ContactsError['code'], Row> = {
  source_token_refused: tokenRefused,
  no_other_token: tokenRefused,
  source_scope_missing: {
    upstream: 'hubspot',
    status: 502,
    code: 'hubspot_scope_missing',
    detail: 'HubSpot refused access: a required scope is missing.',
  },
  source_rate_limited: {
    upstream: 'hubspot',
    status: 502,
    code: 'hubspot_rate_limited',
    detail: 'HubSpot rate limit reached. Try again later.',
  },
  source_unexpected_status: unexpectedStatus(500),
  source_answer_invalid: {
    upstream: 'hubspot',
    status: 502,
    code: 'hubspot_invalid_answer',
    detail: 'HubSpot returned an invalid answer.',
  },
  source_unreachable: {
    upstream: 'hubspot',
    status: 503,
    code: 'hubspot_unreachable',
    detail: 'Failed to reach HubSpot.',
  },
  token_unavailable: {
    upstream: 'tokens',
    status: 503,
    code: 'token_unavailable',
    detail: 'Failed to obtain a HubSpot token.',
  },
  token_provider_misconfigured: {
    upstream: 'tokens',
    status: 503,
    code: 'token_provider_misconfigured',
    detail: 'The token provider rejected its configuration.',
  },
  // A directory does without its cache. If this ever gets here, it is a bug.
  cache_unavailable: { status: 500, code: 'internal_error', detail: 'An unexpected error occurred.' },
  first_copy_incomplete: {
    status: 503,
    code: 'first_copy_incomplete',
    detail: 'The first copy of the contacts is not complete yet.',
  },
  no_cached_copy: { status: 504, code: 'no_cached_copy', detail: 'No cached copy.', isCallersDoing: true },
  unknown_version: {
    status: 410,
    code: 'unknown_version',
    detail: 'Unknown or expired version.',
    isCallersDoing: true,
  },
};

/** Which upstream a failure is about, and the code by which callers and operators know it. */
export const upstreamFailure = (error: ContactsError): Pick<Row, 'upstream' | 'code' | 'isCallersDoing'> =>
  rows[error.code];

/** One of each kind that any question about contacts may get, as an example; what would be a bug is none. */
export const upstreamProblems = (): Problem[] =>
  [...new Set(Object.values(rows))]
    .filter((row) => row.status !== 500 && row !== rows.unknown_version)
    .map((row) => problemOf(row, 30_000));

export const unknownVersion = (): Problem => problemOf(rows.unknown_version, 0);

/** @param nextPassInMs - when it makes sense to ask again. */
export const upstreamProblem = (error: ContactsError, nextPassInMs: number): Problem =>
  problemOf(
    error.code === 'source_unexpected_status' ? unexpectedStatus(error.status) : rows[error.code],
    nextPassInMs,
  );

function problemOf({ status, code, detail, isCallersDoing }: Row, nextPassInMs: number): Problem {
  if (isCallersDoing) return new Problem(status, code, detail);
  const headers: Record<string, string> =
    status === 401
      ? { 'WWW-Authenticate': 'Bearer realm="hubspot", error="invalid_token"' }
      : { 'Retry-After': String(Math.max(1, Math.ceil(nextPassInMs / 1000))) };
  return new Problem(status, code, detail, headers);
}
