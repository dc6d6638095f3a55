import type { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import type { RedisStarts } from '@contacts-gateway/adapters/redis';
import type { ContactDirectory, TokenPort } from '@contacts-gateway/domain';
import type { Express } from 'express';
import type { ServiceIdentifier } from 'inversify';
import type { ServiceMetrics } from '../metrics/service-metrics.js';
import type { ClosableCache } from './create-cache.js';
import type { ClosableLimits } from './create-limits.js';

const id = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

export const ids = {
  app: id<Express>('app'),
  metrics: id<ServiceMetrics>('metrics'),
  directory: id<ContactDirectory>('directory'),
  contacts: id<HubSpotContacts>('contacts'),
  sharedStarts: id<RedisStarts | undefined>('shared starts'),
  limits: id<ClosableLimits>('limits'),
  cache: id<ClosableCache>('cache'),
  /** The mock has nothing to close. */
  tokens: id<TokenPort & { close?(): void }>('tokens'),
} as const;
