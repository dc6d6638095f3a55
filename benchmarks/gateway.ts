import { startSandbox } from '@contacts-gateway/adapters/sandbox';
import { setTimeout as delay } from 'node:timers/promises';
import { MeasuredProcess } from './measured-process.js';

export const API_KEY = 'benchmark';

/** The service as it is deployed, with key check and access log, on a sandbox of so many contacts; once it is ready. */
export async function startGateway(
  contacts: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly server: MeasuredProcess; readonly close: () => Promise<void> }> {
  const sandbox = await startSandbox({ contacts, requestsPer10s: 0 });
  const server = await MeasuredProcess.start(import.meta.resolve('@contacts-gateway/http-app/dist/main.js'), [], {
    ...sandbox.environment,
    API_KEYS: API_KEY,
    PORT: '0',
    DRAIN_SECONDS: '0',
    HUBSPOT_REQUESTS_PER_10S: '0',
    // No pass while requests are measured.
    CACHE_TTL_SECONDS: '86400',
    ...environment,
  });
  while (!(await fetch(`${server.url}/ready`)).ok) await delay(100);
  return {
    server,
    close: async () => {
      await server.stop();
      await sandbox.close();
    },
  };
}
