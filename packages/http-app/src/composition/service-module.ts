import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { MockTokens } from '@contacts-gateway/adapters/mock';
import { NangoTokens } from '@contacts-gateway/adapters/nango';
import { nodePlatform } from '@contacts-gateway/adapters/node';
import { ContactDirectory } from '@contacts-gateway/domain';
import { ContainerModule } from 'inversify';
import { createApp } from '../app.js';
import type { Config } from '../config/config.js';
import { logDirectory } from '../logging/directory-events.js';
import type { Logger } from '../logging/logger.js';
import { logFallback, logSharing, logUpstreamCall } from '../logging/upstream-calls.js';
import { ServiceMetrics } from '../metrics/service-metrics.js';
import { currentTraceparent, inSomeTrace } from '../tracing/trace.js';
import { createCache } from './create-cache.js';
import { createLimits } from './create-limits.js';
import { createSharedStarts } from './create-shared-starts.js';
import { ids } from './ids.js';

/** The line from the route to the tokens, from top to bottom. */
export const serviceModule = (config: Config, log: Logger, isDraining: () => boolean): ContainerModule => {
  const metrics = new ServiceMetrics();
  const traceparent = currentTraceparent;
  const observe = both(logUpstreamCall(log), metrics.countCall);
  return new ContainerModule(({ bind }) => {
    bind(ids.metrics).toConstantValue(metrics);

    bind(ids.app).toResolvedValue(
      (directory, contacts, limits) => {
        metrics.watchCopy(directory);
        return createApp({ directory, source: contacts, config, limits, metrics, log, isDraining });
      },
      [ids.directory, ids.contacts, ids.limits],
    );

    bind(ids.limits)
      .toResolvedValue(() => createLimits(config))
      .onDeactivation((limits) => limits.close?.());

    bind(ids.directory).toResolvedValue(
      (contacts, cache) =>
        new ContactDirectory(contacts, cache, config.refresh, {
          ...nodePlatform(config.requestWaitMs),
          duringPass: inSomeTrace,
          observe: both(logDirectory(log), metrics.countEvent),
        }),
      [ids.contacts, ids.cache],
    );

    bind(ids.cache)
      .toResolvedValue(() => createCache(config))
      .onDeactivation((cache) => cache.close?.());

    bind(ids.sharedStarts)
      .toResolvedValue(() => createSharedStarts(config))
      .onDeactivation((starts) => starts?.close());

    bind(ids.contacts)
      .toResolvedValue(
        (tokens, sharedStarts) =>
          new HubSpotContacts(tokens, {
            ...config.hubSpot,
            ...(sharedStarts && { sharedStarts }),
            traceparent,
            observe,
            onSharing: logSharing(log),
            onFallback: logFallback(log),
          }),
        [ids.tokens, ids.sharedStarts],
      )
      .onDeactivation((contacts) => contacts.close());

    bind(ids.tokens)
      .toResolvedValue(() =>
        config.tokens.kind === 'mock' ? new MockTokens() : new NangoTokens({ ...config.tokens, traceparent, observe }),
      )
      .onDeactivation((tokens) => tokens.close?.());
  });
};

const both =
  <T>(first: (told: T) => void, second: (told: T) => void) =>
  (told: T): void => {
    first(told);
    second(told);
  };
