import type { UpstreamCall } from '@contacts-gateway/adapters/hubspot';
import type { ContactDirectory, DirectoryEvent } from '@contacts-gateway/domain';
import { Registry } from 'prom-client';
import { copyMetrics } from './copy-metrics.js';
import { directoryMetrics } from './directory-metrics.js';
import { processMetrics } from './process-metrics.js';
import { type CountRequest, requestMetrics } from './request-metrics.js';
import { upstreamMetrics } from './upstream-metrics.js';

/** What can be counted of one service. No label holds an id, an address, a key or its name. */
export class ServiceMetrics {
  readonly #registry = new Registry();
  readonly countRequest: CountRequest = requestMetrics(this.#registry);
  readonly countCall: (call: UpstreamCall) => void = upstreamMetrics(this.#registry);
  readonly countEvent: (event: DirectoryEvent) => void = directoryMetrics(this.#registry);

  watchCopy(directory: ContactDirectory): void {
    copyMetrics(this.#registry, directory);
  }

  /** In the text format 0.0.4 of Prometheus. */
  async text(): Promise<string> {
    const parts = await Promise.all([this.#registry.metrics(), processMetrics().metrics()]);
    return parts.join('');
  }
}
