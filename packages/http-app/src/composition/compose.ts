import type { ContactDirectory } from '@contacts-gateway/domain';
import type { Express } from 'express';
import { Container } from 'inversify';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import { ids } from './ids.js';
import { serviceModule } from './service-module.js';

export interface Composition {
  readonly app: Express;
  readonly directory: ContactDirectory;
  /** Ends what is under way; nothing starts afterwards. */
  readonly close: () => Promise<void>;
}

export function compose(config: Config, log: Logger, isDraining: () => boolean): Composition {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(serviceModule(config, log, isDraining));
  return {
    app: container.get(ids.app),
    directory: container.get(ids.directory),
    close: () => container.unbindAllAsync(),
  };
}
