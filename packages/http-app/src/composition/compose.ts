import type { ContactDirectory } from '@contacts-gateway/domain';
import type { Express } from 'express';
import { Container } from 'inversify';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import type { ServiceMetrics } from '../metrics/service-metrics.js';
import { ids } from './ids.js';
import { serviceModule } from './service-module.js';

export interface Composition {
  readonly app: Express;
  readonly directory: ContactDirectory;
  readonly metrics: ServiceMetrics;
  /** Ends what is under way; nothing starts afterwards. */
  readonly close: () => Promise<void>;
}

export async function compose(config: Config, log: Logger, isDraining: () => boolean): Promise<Composition> {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(serviceModule(config, log, isDraining));
  const directory = await container.getAsync(ids.directory);
  const contacts = await container.getAsync(ids.contacts);
  return {
    app: await container.getAsync(ids.app),
    directory,
    metrics: await container.getAsync(ids.metrics),
    close: async () => {
      const closed = directory.close();
      // What the directory still asks of HubSpot beside its walk ends as well; then it gives its lease back.
      contacts.close();
      await closed;
      await container.unbindAllAsync();
    },
  };
}
