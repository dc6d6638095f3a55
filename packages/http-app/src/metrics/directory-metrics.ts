import { type DirectoryEvent, isContactsError } from '@contacts-gateway/domain';
import { Counter, Histogram, type Registry } from 'prom-client';
import { upstreamFailure } from '../problems/upstream-problem.js';

/** Each is there from the start: what appears with its first event has not risen. */
const events: Record<DirectoryEvent['kind'], 0> = {
  'pass-completed': 0,
  'pass-failed': 0,
  'many-removed': 0,
  'walk-started': 0,
  'walk-progress': 0,
  'walk-ended': 0,
  'walk-failed': 0,
  'walk-superseded': 0,
  'lease-taken': 0,
  'lease-lost': 0,
  'copy-received': 0,
  'cache-lost': 0,
  'cache-back': 0,
};

/** Counts what happens in the directory. */
export function directoryMetrics(registry: Registry): (event: DirectoryEvent) => void {
  const registers = [registry];
  const total = new Counter({
    name: 'contacts_gateway_directory_events_total',
    help: 'What has happened to passes, walks, leases and the cache.',
    labelNames: ['event'],
    registers,
  });
  for (const [event, none] of Object.entries(events)) total.inc({ event }, none);
  const duration = new Histogram({
    name: 'contacts_gateway_pass_duration_seconds',
    help: 'Completed passes, by what they did: read what had changed, or walk.',
    labelNames: ['pass'],
    buckets: [0.1, 0.5, 2.5, 10, 60, 300, 1800],
    registers,
  });
  const failures = new Counter({
    name: 'contacts_gateway_passes_failed_total',
    help: 'Passes that failed, by the code that a caller would be told.',
    labelNames: ['code'],
    registers,
  });
  return (event) => {
    total.inc({ event: event.kind });
    if (event.kind === 'pass-completed') duration.observe({ pass: event.pass }, event.durationMs / 1000);
    if (event.kind === 'pass-failed') failures.inc({ code: codeOf(event.error) });
  };
}

const codeOf = (error: unknown): string => (isContactsError(error) ? upstreamFailure(error).code : 'internal_error');
