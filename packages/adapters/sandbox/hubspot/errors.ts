import type { StandInAnswer } from '../http/exchange.js';

/** HubSpot's refusals in JSON, as recorded from it or as its documentation shows them. */

const CORRELATION_ID = '5a9db0c5-0000-4000-8000-000000000001';
const OAUTH_HELP = 'https://developers.hubspot.com/docs/methods/auth/oauth-overview';
const SCOPES_HELP = 'https://developers.hubspot.com/scopes';

const error = (status: number, fields: Readonly<Record<string, unknown>>, headers = {}): StandInAnswer => ({
  status,
  headers,
  body: { status: 'error', correlationId: CORRELATION_ID, ...fields },
});

/** The message is ours wherever no recording of HubSpot's own exists. */
export const invalidInput = (message: string): StandInAnswer => error(400, { message, category: 'VALIDATION_ERROR' });

export const unparsableParameter = (name: string): StandInAnswer =>
  error(400, { message: `Unable to parse value for query parameter: ${name}` });

export const unparsableJson = (reason: string, line = -1, column = -1): StandInAnswer =>
  error(400, { message: `Invalid input JSON on line ${line}, column ${column}: ${reason}` });

export const unknownToken: StandInAnswer = error(
  401,
  {
    message: `Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at ${OAUTH_HELP}`,
    category: 'INVALID_AUTHENTICATION',
  },
  { 'x-hubspot-auth-failure': '401 Unauthorized' },
);

export const expiredToken = (expiry: number, now: number): StandInAnswer =>
  error(401, {
    message: `The OAuth token used to make this call expired ${ago(now - expiry)} ago.`,
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [new Date(expiry).toISOString()] },
  });

export const scopeMissing: StandInAnswer = error(403, {
  message: `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${SCOPES_HELP}.`,
  errors: [
    {
      message: 'One or more of the following scopes are required.',
      context: { requiredGranularScopes: ['crm.objects.contacts.read'] },
    },
  ],
  links: { scopes: SCOPES_HELP },
  category: 'MISSING_SCOPES',
});

/** @param id - as it stood in the path. */
export const notNumeric = (id: string): StandInAnswer =>
  notFound('Object not found.  objectId are usually numeric.', id);

export const notPositive = (id: string): StandInAnswer =>
  notFound('Object not found. objectId is usually positive.', id);

export const resourceNotFound: StandInAnswer = error(404, {
  message: 'resource not found',
  category: 'OBJECT_NOT_FOUND',
});

export const conflict: StandInAnswer = error(409, {
  message: 'Contact already exists. Existing ID: 37765128953',
  category: 'CONFLICT',
});

export const tooManyIdentities: StandInAnswer = error(414, {
  message: 'Cannot have more than 250 identities on a profile',
  category: 'VALIDATION_ERROR',
});

export const locked: StandInAnswer = error(423, {
  message: 'The account is locked. The lock will last for 2 seconds.',
});

/** @param seconds - HubSpot says how long to wait only for some limits, and not always. */
export const tenSecondlyLimit = (seconds?: number): StandInAnswer =>
  rateLimit('ten_secondly_rolling', { groupName: 'publicapi:hapikey-api-calls-ten-secondly:6748263' }, seconds);

export const secondlyLimit: StandInAnswer = rateLimit('secondly');

export const dailyLimit: StandInAnswer = rateLimit('daily', { requestId: '3d3e35b7-0dae-4b9f-a6e3-9c230cbcf8dd' });

export const migrating: StandInAnswer = error(
  477,
  { message: 'This account is being migrated to another data hosting location.' },
  { 'retry-after': '3600' },
);

export const internalError: StandInAnswer = error(500, { message: 'internal error' });

function notFound(message: string, id: string): StandInAnswer {
  return error(404, { message, context: { id: [id] }, category: 'OBJECT_NOT_FOUND' });
}

function rateLimit(limit: string, more = {}, seconds?: number): StandInAnswer {
  const fields = { errorType: 'RATE_LIMIT', policyName: limit.toUpperCase(), ...more };
  const headers = seconds === undefined ? {} : { 'retry-after': String(seconds) };
  return error(429, { message: `You have reached your ${limit} limit.`, ...fields }, headers);
}

/** HubSpot counts in the largest unit that fits. */
function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [unit, length] = [
    ['day', 86_400] as const,
    ['hour', 3600] as const,
    ['minute', 60] as const,
    ['second', 1] as const,
  ].find(([, most]) => seconds >= most) ?? ['second', 1];
  return `${Math.floor(seconds / length)} ${unit}(s)`;
}
