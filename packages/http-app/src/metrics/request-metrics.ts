import { Counter, Histogram, type Registry } from 'prom-client';
import type { EndedRequest } from '../middleware/access-log.js';

/** Counts requests as they have been gathered for the access log, in what was made ready for their route and status. */
export function requestMetrics(registry: Registry): (ended: readonly EndedRequest[]) => void {
  const registers = [registry];
  const total = new Counter({
    name: 'contacts_gateway_requests_total',
    help: 'Requests that have ended, by route and status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'contacts_gateway_request_duration_seconds',
    help: 'From the request until its answer was sent, or its connection closed.',
    labelNames: ['route'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers,
  });
  const ready = (route: string, status: string) => ({
    total: total.labels(route, status),
    duration: duration.labels(route),
  });
  const known = new Map<string, ReturnType<typeof ready>>();
  return (ended) => {
    for (const { route, status, durationMs } of ended) {
      const key = `${status} ${route}`;
      let each = known.get(key);
      if (!each) known.set(key, (each = ready(route, String(status))));
      each.total.inc();
      each.duration.observe(durationMs / 1000);
    }
  };
}
