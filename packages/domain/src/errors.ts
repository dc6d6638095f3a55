/** Symbol.for, so that two copies of this package in one tree recognise each other's errors. */
const BRAND = Symbol.for('@contacts-gateway/domain/error');

/** What an adapter knows about a failure beyond its kind. */
export interface FailureDetails {
  /** Milliseconds, counted from this error, before which the upstream asks not to be called again. */
  readonly retryAfterMs?: number | undefined;
  /** The upstream's name for the exchange, to quote to its support. */
  readonly correlationId?: string | undefined;
  /** Sanitised: never a client library's error, which holds the request and with it the token or the data. */
  readonly cause?: Error | undefined;
}

abstract class ContactsFailure<Code extends string> extends Error {
  readonly code: Code;
  readonly retryAfterMs: number | undefined;
  readonly correlationId: string | undefined;

  constructor(code: Code, message: string, { retryAfterMs, correlationId, cause }: FailureDetails = {}) {
    super(message, cause && { cause });
    this.name = new.target.name;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.correlationId = correlationId;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** The source refuses the token, and there is no other or it refuses that one too. */
export class SourceTokenRefused extends ContactsFailure<'source_token_refused'> {
  constructor(details?: FailureDetails) {
    super('source_token_refused', 'The contact source refuses the access token.', details);
  }
}

/** The token is good, but may not read contacts. */
export class SourceScopeMissing extends ContactsFailure<'source_scope_missing'> {
  constructor(details?: FailureDetails) {
    super('source_scope_missing', 'The contact source refuses access: a scope is missing.', details);
  }
}

/** Still over the source's limit after every attempt, or over one that lasts, such as a daily limit. */
export class SourceRateLimited extends ContactsFailure<'source_rate_limited'> {
  constructor(details?: FailureDetails) {
    super('source_rate_limited', 'The rate limit of the contact source is reached.', details);
  }
}

/** An HTTP status that the contract does not know, or a 5xx that lasted through every attempt. */
export class SourceUnexpectedStatus extends ContactsFailure<'source_unexpected_status'> {
  readonly status: number;

  constructor(status: number, details?: FailureDetails) {
    super('source_unexpected_status', `The contact source answered with status ${status}.`, details);
    this.status = status;
  }
}

/** A success whose content is not what the contract says. `problem` names the place, never a value. */
export class SourceAnswerInvalid extends ContactsFailure<'source_answer_invalid'> {
  constructor(problem: string, details?: FailureDetails) {
    super('source_answer_invalid', `The contact source gave an invalid answer: ${problem}.`, details);
  }
}

/** No answer from the source: no connection, a time-out, a cancelled call, or an account that is being moved. */
export class SourceUnreachable extends ContactsFailure<'source_unreachable'> {
  constructor(details?: FailureDetails) {
    super('source_unreachable', 'The contact source cannot be reached.', details);
  }
}

/** The token provider is unreachable, throttles, or cannot refresh the token. */
export class TokenUnavailable extends ContactsFailure<'token_unavailable'> {
  constructor(details?: FailureDetails) {
    super('token_unavailable', 'No access token can be had at the moment.', details);
  }
}

/** The token provider refuses our key, or does not know the connection or its credentials. */
export class TokenProviderMisconfigured extends ContactsFailure<'token_provider_misconfigured'> {
  constructor(details?: FailureDetails) {
    super('token_provider_misconfigured', 'The token provider rejects its configuration.', details);
  }
}

/** The only tokens to be had are ones that the source has refused. */
export class NoOtherToken extends ContactsFailure<'no_other_token'> {
  constructor(details?: FailureDetails) {
    super('no_other_token', 'There is no other access token than the refused one.', details);
  }
}

/** The cache does not answer, or refuses. Nothing is known of what it holds, nor whether a write took effect. */
export class CacheUnavailable extends ContactsFailure<'cache_unavailable'> {
  constructor(details?: FailureDetails) {
    super('cache_unavailable', 'The cache cannot be used at the moment.', details);
  }
}

/** There is no usable copy yet, and no failure that would explain the wait. */
export class FirstCopyIncomplete extends ContactsFailure<'first_copy_incomplete'> {
  constructor() {
    super('first_copy_incomplete', 'The first copy of the contacts is not complete yet.');
  }
}

/** There is no usable copy, and the caller does not want to wait for one. */
export class NoCachedCopy extends ContactsFailure<'no_cached_copy'> {
  constructor() {
    super('no_cached_copy', 'There is no cached copy.');
  }
}

/** The version has never been, or is too old: what has changed since cannot be told. */
export class UnknownVersion extends ContactsFailure<'unknown_version'> {
  constructor() {
    super('unknown_version', 'The version is unknown, or too old.');
  }
}

/** Everything that the ports and the directory throw. Whatever else is thrown is a bug. */
export type ContactsError =
  | SourceTokenRefused
  | SourceScopeMissing
  | SourceRateLimited
  | SourceUnexpectedStatus
  | SourceAnswerInvalid
  | SourceUnreachable
  | TokenUnavailable
  | TokenProviderMisconfigured
  | NoOtherToken
  | CacheUnavailable
  | FirstCopyIncomplete
  | NoCachedCopy
  | UnknownVersion;

export const isContactsError = (value: unknown): value is ContactsError =>
  typeof value === 'object' && value !== null && BRAND in value;

/**
 * Whether the failure says that we may not read contacts, rather than that we cannot at the moment. An outage may be
 * bridged with an old copy for long; a withdrawn permission may not.
 */
export const isRefusal = (value: unknown): boolean =>
  isContactsError(value) &&
  (value.code === 'source_token_refused' ||
    value.code === 'source_scope_missing' ||
    value.code === 'token_provider_misconfigured');
