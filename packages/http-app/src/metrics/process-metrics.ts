import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * Processor, memory, garbage collection, delay of the event loop: of the process, in which there may be several services.
 * Watched from when they are first asked for, so that whoever never asks does not pay for it.
 */
export function processMetrics(): Registry {
  if (!registry) collectDefaultMetrics({ register: (registry = new Registry()) });
  return registry;
}
