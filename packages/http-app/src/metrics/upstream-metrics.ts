import type { UpstreamCall } from '@contacts-gateway/adapters/hubspot';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Counts attempts of calls to HubSpot and Nango. */
export function upstreamMetrics(registry: Registry): (call: UpstreamCall) => void {
  const registers = [registry];
  const total = new Counter({
    name: 'contacts_gateway_upstream_calls_total',
    help: 'Attempts of calls to HubSpot and Nango, by status, or by why no answer came.',
    labelNames: ['upstream', 'operation', 'outcome'],
    registers,
  });
  const quota = new Gauge({
    name: 'contacts_gateway_upstream_quota_remaining',
    help: 'Requests left in the window of the upstream, as its last answer said; other programs may use the same quota.',
    labelNames: ['upstream'],
    registers,
  });
  return ({ upstream, operation, status, failure, quotaRemaining }) => {
    total.inc({ upstream, operation, outcome: String(status ?? failure) });
    if (quotaRemaining !== undefined) quota.set({ upstream }, quotaRemaining);
  };
}
