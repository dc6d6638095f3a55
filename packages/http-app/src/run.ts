import { readFileSync } from 'node:fs';
import { type Config, ConfigError, parseConfig } from './config/config.js';
import type { Environment } from './config/environment.js';
import { batched } from './logging/batched.js';
import { CannotListen } from './listen.js';
import { describeError } from './logging/describe-error.js';
import { jsonLogger } from './logging/logger.js';
import { startService } from './service.js';
import { supportWarning } from './config/support-warning.js';

/** The service as a process: from the environment to the exit code. Resolves when it has stopped. */
export async function run(environment: Environment): Promise<void> {
  const config = configured(environment);
  if (!config) return;
  const output = batched(process.stdout);
  const log = jsonLogger(config.logLevel, output);
  process.on('uncaughtException', (error) => {
    // Past the batch: there is no next moment to write it in.
    jsonLogger('error', process.stdout).error('uncaught exception', { error: describeError(error) });
    process.exit(1);
  });
  const warning = supportWarning(config.hubSpot.apiVersion, Date.now());
  if (warning !== undefined) log.warn(warning);
  try {
    const service = await startService(config, log);
    const stopped = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(service.stop()));
    });
    // Told at every level: with PORT=0 there is no other way to learn it.
    jsonLogger('info', output).info('listening', { url: service.url });
    await stopped;
  } catch (error) {
    if (!(error instanceof CannotListen)) throw error;
    log.error(error.message);
    process.exitCode = 1;
  }
}

function configured(environment: Environment): Config | undefined {
  try {
    return parseConfig(environment, (path) => readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return undefined;
  }
}
