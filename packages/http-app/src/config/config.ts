import type { HubSpotOptions } from '@contacts-gateway/adapters/hubspot';
import type { NangoOptions } from '@contacts-gateway/adapters/nango';
import type { RefreshLimits } from '@contacts-gateway/domain';
import type { ApiKey } from './api-keys.js';
import { type ConfigProblem, type Environment, withoutEmpty, withSecretFiles } from './environment.js';
import { type Variables, variables } from './variables.js';

/** The whole configuration; times in milliseconds. */
export interface Config {
  readonly source: Variables['UPSTREAM_SOURCE'];
  readonly host: string;
  readonly port: number;
  readonly tokens:
    | { readonly kind: 'mock' }
    | ({ readonly kind: 'nango' } & Required<Omit<NangoOptions, 'traceparent' | 'observe' | 'clock'>>);
  readonly hubSpot: Required<
    Omit<HubSpotOptions, 'traceparent' | 'observe' | 'sharedStarts' | 'onSharing' | 'onFallback' | 'clock'>
  >;
  readonly refresh: RefreshLimits;
  /** One for a single server, several for a cluster; none: the cache is in memory. */
  readonly redisUrls: readonly string[];
  readonly requestWaitMs: number;
  readonly apiKeys: readonly ApiKey[];
  readonly publicPaths: readonly string[];
  /** 0: no limit. */
  readonly limitsPerMinute: { readonly requestsPerKey: number; readonly failedKeys: number };
  readonly drainMs: number;
  readonly logLevel: Variables['LOG_LEVEL'];
}

/** Says everything that is wrong, by the names of the variables and never by their values. */
export class ConfigError extends Error {
  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, expectation }) => `  ${variable} ${expectation}`);
    super(`The configuration is not usable:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** @throws ConfigError */
export function parseConfig(environment: Environment, readFile: (path: string) => string): Config {
  const given = withSecretFiles(withoutEmpty(environment), ['NANGO_SECRET_KEY', 'API_KEYS'], readFile);
  const parsed = variables.safeParse(given.environment);
  const wrong = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    variable: given.fromFiles.includes(String(path[0])) ? `${String(path[0])}_FILE` : String(path[0]),
    expectation: message,
  }));
  const problems = [...wrong, ...given.problems, ...contradictions(given.environment)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return configOf(parsed.data);
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** What is wrong between variables. It looks at the raw texts, so that it is said together with what is wrong with each. */
function contradictions(given: Environment): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (given['USE_MOCK_TOKEN'] === 'false') {
    for (const variable of ['NANGO_SECRET_KEY', 'NANGO_CONNECTION_ID']) {
      const isGiven = given[variable] !== undefined || given[`${variable}_FILE`] !== undefined;
      if (!isGiven) problems.push({ variable, expectation: 'is needed when USE_MOCK_TOKEN=false' });
    }
  }
  const isOpen = given['API_KEYS'] === undefined && given['API_KEYS_FILE'] === undefined;
  if (isOpen && given['ALLOW_ANONYMOUS'] !== 'true' && !LOOPBACK.test(given['HOST'] ?? 'localhost')) {
    problems.push({
      variable: 'API_KEYS',
      expectation: 'is needed unless HOST is a loopback address or ALLOW_ANONYMOUS=true',
    });
  }
  if (isOpen && Number(given['RATE_LIMIT_PER_MINUTE']) > 0) {
    problems.push({
      variable: 'RATE_LIMIT_PER_MINUTE',
      expectation: 'limits each of API_KEYS, of which there are none',
    });
  }
  return problems;
}

/** Durations are in milliseconds already: `variables` converts them. */
function configOf(set: Variables): Config {
  return {
    source: set.UPSTREAM_SOURCE,
    host: set.HOST,
    port: set.PORT,
    tokens: set.USE_MOCK_TOKEN
      ? { kind: 'mock' }
      : {
          kind: 'nango',
          baseUrl: set.NANGO_BASE_URL,
          secretKey: set.NANGO_SECRET_KEY ?? '',
          connectionId: set.NANGO_CONNECTION_ID ?? '',
          integrationId: set.NANGO_INTEGRATION_ID,
        },
    hubSpot: {
      baseUrl: set.HUBSPOT_BASE_URL,
      apiVersion: set.HUBSPOT_API_VERSION,
      requestsPer10s: set.HUBSPOT_REQUESTS_PER_10S,
      maxAttempts: set.HUBSPOT_MAX_ATTEMPTS,
      timeoutMs: set.HUBSPOT_TIMEOUT_MS,
      settleMs: set.CHANGES_SETTLE_SECONDS,
      deletionsEveryMs: set.DELETIONS_EVERY_SECONDS,
      concurrency: set.HUBSPOT_CONCURRENCY,
    },
    refresh: {
      ttlMs: set.CACHE_TTL_SECONDS,
      staleMs: set.CACHE_STALE_SECONDS,
      staleIfErrorMs: set.CACHE_STALE_IF_ERROR_SECONDS,
      reconcileMs: set.RECONCILE_EVERY_SECONDS,
    },
    redisUrls: set.REDIS_URL ?? [],
    requestWaitMs: set.REQUEST_WAIT_SECONDS,
    apiKeys: set.API_KEYS ?? [],
    publicPaths: set.PUBLIC_PATHS,
    limitsPerMinute: { requestsPerKey: set.RATE_LIMIT_PER_MINUTE, failedKeys: set.FAILED_KEYS_PER_MINUTE },
    drainMs: set.DRAIN_SECONDS,
    logLevel: set.LOG_LEVEL,
  };
}
