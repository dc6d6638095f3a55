import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Load, LoadOptions } from './load.js';
import type { MeasuredProcess } from './measured-process.js';

export interface Measurement {
  readonly requestsPerSecond: number;
  /** CPU time of the server, in microseconds per request; infinite when it has completed none. */
  readonly cpuUs: number;
  /** Whether the generator had no time left, so that it was measured and not the server, or no request was completed. */
  readonly isVoid: boolean;
}

const GENERATOR = fileURLToPath(import.meta.resolve('./load.js'));
const MOST_BUSY = 0.9;

/** What a server does under the load of one generator, which has a process of its own. */
export async function measure(server: MeasuredProcess, options: Omit<LoadOptions, 'url'>): Promise<Measurement> {
  const before = await server.usage();
  const generator = fork(GENERATOR, { execArgv: [] });
  const failed = once(generator, 'exit').then(() => Promise.reject(new Error('the generator has failed')));
  const answer = Promise.race([once(generator, 'message'), failed]);
  generator.send({ ...options, url: server.url } satisfies LoadOptions);
  const [{ requests, requestsPerSecond, busy }] = (await answer) as [Load];
  const after = await server.usage();
  return {
    requestsPerSecond,
    cpuUs: (after.cpuUs - before.cpuUs) / requests,
    isVoid: busy > MOST_BUSY || requests === 0,
  };
}
