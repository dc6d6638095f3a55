import { readFileSync } from 'node:fs';
import { type Config, ConfigError, parseConfig } from './config/config.js';
import type { Environment } from './config/environment.js';
import { CannotListen } from './listen.js';
import { describeError } from './logging/describe-error.js';
import { jsonLogger, type Logger } from './logging/logger.js';
import { type Service, startService } from './service.js';
import { supportWarnings } from './config/support-warnings.js';

/**
 * The service as a process: from the environment to the exit code. Resolves when it has stopped.
 *
 * @param environments - one; several are as many instances in this process, whose log lines say which of them is meant.
 */
export async function run(...environments: readonly Environment[]): Promise<void> {
  const configs = environments.map(configured).filter((config) => config !== undefined);
  if (configs.length < environments.length) return;
  process.on('uncaughtException', (error) => {
    jsonLogger('error', process.stdout).error('uncaught exception', { error: describeError(error) });
    process.exit(1);
  });
  const services: Service[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(services.map((service) => service.stop())));
  const told = new Promise<void>((resolve) => {
    // A second signal is for who does not want to wait.
    const tell = (count: number): void => (count === 1 ? resolve() : void stop());
    let signals = 0;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tell((signals += 1)));
  });
  for (const [index, config] of configs.entries()) {
    const label = configs.length > 1 ? { instance: index + 1 } : {};
    const log = jsonLogger(config.logLevel, process.stdout).child(label);
    const service = await started(config, log);
    if (!service) return stop();
    services.push(service);
    // Told at every level: with PORT=0 there is no other way to learn it.
    jsonLogger('info', process.stdout).info('listening', { ...label, url: service.url });
  }
  await told;
  await stop();
}

async function started(config: Config, log: Logger): Promise<Service | undefined> {
  for (const warning of supportWarnings(config, Date.now())) log.warn(warning);
  try {
    return await startService(config, log);
  } catch (error) {
    if (!(error instanceof CannotListen)) throw error;
    log.error(error.message);
    process.exitCode = 1;
    return undefined;
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
