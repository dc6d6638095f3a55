import type { StandInAnswer } from './stand-in-server.js';

/** HubSpot's error answers, as recorded from it or as its documentation shows them. */

const CORRELATION_ID = '5a9db0c5-0000-4000-8000-000000000001';
const error = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  status: 'error',
  correlationId: CORRELATION_ID,
  ...fields,
});

export const invalidToken: StandInAnswer = {
  status: 401,
  headers: { 'x-hubspot-auth-failure': '401 Unauthorized' },
  body: error({
    message: 'Authentication credentials not found. This API supports OAuth 2.0 authentication.',
    category: 'INVALID_AUTHENTICATION',
  }),
};

export const expiredToken = (expiry: number): StandInAnswer => ({
  status: 401,
  body: error({
    message: `The OAuth token used to make this call expired ${Math.floor((Date.now() - expiry) / 1000)} second(s) ago.`,
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [new Date(expiry).toISOString()] },
  }),
});

export const rateLimited = (retryAfterSeconds: number | undefined): StandInAnswer => ({
  status: 429,
  headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  body: error({
    message: 'You have reached your ten_secondly_rolling limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'TEN_SECONDLY_ROLLING',
  }),
});

export const badParameter = (name: string): StandInAnswer => ({
  status: 400,
  body: error({ message: `Unable to parse value for query parameter: ${name}` }),
});

export const badLimit: StandInAnswer = {
  status: 400,
  body: error({ message: 'limit must be from 1 to 100', category: 'VALIDATION_ERROR' }),
};

export const unknownRoute: StandInAnswer = { status: 404, body: '<html><body><h1>404 Not Found</h1></body></html>' };
