import { endOfSupport } from '@contacts-gateway/adapters/hubspot';
import { readFileSync } from 'node:fs';
import { type Config, ConfigError, parseConfig } from './config/config.js';
import type { Environment } from './config/environment.js';
import { describeError } from './logging/describe-error.js';
import { jsonLogger, type Logger } from './logging/logger.js';
import { startService } from './service.js';

const WARN_AHEAD_MS = 180 * 86_400_000;

/** The service as a process: from the environment to the exit code. Resolves when it has stopped. */
export async function run(environment: Environment): Promise<void> {
  let config: Config;
  try {
    config = parseConfig(environment, (path) => readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const log = jsonLogger(config.logLevel, process.stdout);
  process.on('uncaughtException', (error) => {
    log.error('uncaught exception', { error: describeError(error) });
    process.exit(1);
  });
  warnOfEndOfSupport(config, log);
  try {
    const service = await startService(config, log);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(service.stop()));
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    log.error('cannot listen: check HOST and PORT', { code });
    process.exitCode = 1;
  }
}

function warnOfEndOfSupport({ hubSpot: { apiVersion } }: Config, log: Logger): void {
  const end = endOfSupport(apiVersion);
  if (end - Date.now() > WARN_AHEAD_MS) return;
  log.warn('HubSpot ends its support of this API version: set HUBSPOT_API_VERSION to a newer one', {
    apiVersion,
    endOfSupport: new Date(end).toISOString().slice(0, 10),
  });
}
