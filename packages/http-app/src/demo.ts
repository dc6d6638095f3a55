import { startSandbox } from '@contacts-gateway/adapters/sandbox';
import { run } from './run.js';
import { demoOptions } from './demo-options.js';

/** The whole service, or a fleet of it, on a sandbox instead of HubSpot and Nango: no account, no key, no network. */
const options = demoOptions(process.argv.slice(2), process.env['PORT']);
if (typeof options === 'string') {
  process.stderr.write(options);
  process.exitCode = 1;
} else {
  const sandbox = await startSandbox({ contacts: 1000 });
  const environment = { ...sandbox.environment, REDIS_URL: options.redis, DRAIN_SECONDS: '0' };
  await run(...options.ports.map((port) => ({ ...environment, PORT: port })));
  await sandbox.close();
}
