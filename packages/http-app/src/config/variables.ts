import { hubSpotApiVersions, hubSpotDefaults } from '@contacts-gateway/adapters/hubspot';
import { isConnectionId, isIntegrationId, nangoDefaults } from '@contacts-gateway/adapters/nango';
import { z } from 'zod';
import { apiKeyOf, isKey, isKeyEntry } from './api-keys.js';
import { baseUrl, flag, host, list, oneOf, redisUrls, secondsAsMs, text, wholeNumber } from './values.js';

const DAY_SECONDS = 86_400;

/** Every variable with its default, in the order of `.env.example`. */
export const variables = z.object({
  HOST: host().prefault('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).prefault('8000'),
  UPSTREAM_SOURCE: oneOf(['hubspot']).prefault('hubspot'),
  USE_MOCK_TOKEN: flag().prefault('true'),

  NANGO_SECRET_KEY: text('must be a key of printable characters without spaces', isKey).optional(),
  NANGO_SECRET_KEY_FILE: z.string().optional(),
  NANGO_BASE_URL: baseUrl().prefault(nangoDefaults.baseUrl),
  NANGO_CONNECTION_ID: text('must be an id that Nango accepts', isConnectionId).optional(),
  NANGO_INTEGRATION_ID: text('must be an id that Nango accepts', isIntegrationId).prefault(nangoDefaults.integrationId),

  HUBSPOT_BASE_URL: baseUrl().prefault(hubSpotDefaults.baseUrl),
  HUBSPOT_API_VERSION: oneOf(hubSpotApiVersions).prefault(hubSpotDefaults.apiVersion),
  HUBSPOT_REQUESTS_PER_10S: wholeNumber(0, 100_000).prefault(String(hubSpotDefaults.requestsPer10s)),
  HUBSPOT_CONCURRENCY: wholeNumber(1, 100).prefault(String(hubSpotDefaults.concurrency)),
  HUBSPOT_MAX_ATTEMPTS: wholeNumber(1, 20).prefault(String(hubSpotDefaults.maxAttempts)),
  HUBSPOT_TIMEOUT_MS: wholeNumber(1, 120_000).prefault(String(hubSpotDefaults.timeoutMs)),

  REQUEST_WAIT_SECONDS: secondsAsMs(DAY_SECONDS).prefault('30'),
  CACHE_TTL_SECONDS: secondsAsMs().prefault('60'),
  CACHE_STALE_SECONDS: secondsAsMs().prefault('600'),
  CACHE_STALE_IF_ERROR_SECONDS: secondsAsMs().prefault('86400'),
  CHANGES_SETTLE_SECONDS: secondsAsMs().prefault(String(hubSpotDefaults.settleMs / 1000)),
  DELETIONS_EVERY_SECONDS: secondsAsMs().prefault(String(hubSpotDefaults.deletionsEveryMs / 1000)),
  RECONCILE_EVERY_SECONDS: secondsAsMs().prefault('86400'),
  REDIS_URL: redisUrls().optional(),

  API_KEYS: list(
    'must be keys of printable characters without spaces, or name:sha256-<64 hexadecimal digits>, comma-separated',
    isKeyEntry,
  )
    .transform((entries) => entries.map((entry, index) => apiKeyOf(entry, index + 1)))
    .optional(),
  API_KEYS_FILE: z.string().optional(),
  ALLOW_ANONYMOUS: flag().prefault('false'),
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 10_000_000).prefault('0'),
  FAILED_KEYS_PER_MINUTE: wholeNumber(0, 10_000_000).prefault('60'),
  PUBLIC_PATHS: list('must be paths that begin with /, comma-separated', (path) =>
    /^\/[\x21-\x7e]*$/.test(path),
  ).prefault('/health,/ready,/docs,/openapi.json'),

  DRAIN_SECONDS: secondsAsMs(3600).prefault('5'),
  LOG_LEVEL: oneOf(['error', 'warn', 'info', 'debug']).prefault('info'),
});

export type Variables = z.output<typeof variables>;
