import { Counter, Histogram, type Registry } from 'prom-client';

/** `none`: whoever asked had gone, or was cut off, before there was an answer. */
type AnsweredStatus = number | 'none';

/**
 * Told of each request that has ended, with its route as the router knows it, or `none`. What was refused before it could be
 * read as a request has no duration.
 */
export type CountRequest = (route: string, status: AnsweredStatus, durationMs?: number) => void;

/** Counts requests, in what was made ready for their route and status. */
export function requestMetrics(registry: Registry): CountRequest {
  const tallies = new Map<string, Map<AnsweredStatus, Tally>>();
  const total = new Counter({
    name: 'contacts_gateway_requests_total',
    help: 'Requests that have ended, by route and status.',
    labelNames: ['route', 'status'],
    registers: [],
    collect() {
      for (const [route, byStatus] of tallies)
        for (const [status, tally] of byStatus) {
          this.inc({ route, status }, tally.untold);
          tally.untold = 0;
        }
    },
  });
  registry.registerMetric(total);
  const duration = new Histogram({
    name: 'contacts_gateway_request_duration_seconds',
    help: 'From the request until its answer was sent, or its connection closed.',
    labelNames: ['route'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers: [registry],
  });
  return (route, status, durationMs) => {
    let byStatus = tallies.get(route);
    if (!byStatus) tallies.set(route, (byStatus = new Map()));
    let tally = byStatus.get(status);
    if (!tally) byStatus.set(status, (tally = { untold: 0, duration: duration.labels(route) }));
    tally.untold += 1;
    if (durationMs !== undefined) tally.duration.observe(durationMs / 1000);
  };
}

interface Tally {
  /** How many the counter has not been told of yet. */
  untold: number;
  readonly duration: { observe(seconds: number): void };
}
