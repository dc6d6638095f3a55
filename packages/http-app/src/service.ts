import { setTimeout as delay } from 'node:timers/promises';
import { askToLeave } from './ask-to-leave.js';
import { compose } from './composition/compose.js';
import type { Config } from './config/config.js';
import { createHttpServer } from './http-server.js';
import { lastAnswers } from './last-answers.js';
import { listen } from './listen.js';
import type { Logger } from './logging/logger.js';
import { disconnectSlowReaders } from './slow-readers.js';
import { openSockets } from './sockets.js';

/** How often the directory is asked whether a pass is due. */
const TICK_MS = 1000;

export interface Service {
  readonly url: string;
  /** Drains, and ends when the last answers have; called again, it waits for nobody. */
  stop(): Promise<void>;
}

/**
 * Listens, and keeps the contacts fresh from the start.
 *
 * @throws CannotListen
 */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const hurry = new AbortController();
  let stopping: Promise<void> | undefined;
  const { app, directory, metrics, close } = await compose(config, log, () => stopping !== undefined);
  const server = createHttpServer(app, log, metrics.countRequest);
  const sockets = openSockets(server);
  disconnectSlowReaders(server, sockets);
  const url = await listen(server, config.host, config.port).catch(async (error: unknown) => {
    // The connection to Redis would keep the process alive.
    await close();
    throw error;
  });
  const keepFresh = (): void => void directory.keepFresh();
  keepFresh();
  const timer = setInterval(keepFresh, TICK_MS);

  const stop = async (): Promise<void> => {
    log.info('draining', { seconds: config.drainMs / 1000 });
    askToLeave(server, sockets);
    await delay(config.drainMs, undefined, { signal: hurry.signal }).catch(() => undefined);
    clearInterval(timer);
    const closed = new Promise((resolve) => server.close(resolve));
    await close();
    await lastAnswers(sockets, hurry.signal);
    server.closeAllConnections();
    await closed;
    log.info('stopped');
  };
  return {
    url,
    stop: () => {
      if (stopping) hurry.abort();
      return (stopping ??= stop());
    },
  };
}
