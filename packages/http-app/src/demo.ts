import { startSandbox } from '@contacts-gateway/adapters/sandbox';
import { run } from './run.js';

/** The whole service on a sandbox instead of HubSpot and Nango: no account, no key, no network. */
const sandbox = await startSandbox({ contacts: 1000 });
await run({ ...sandbox.environment, PORT: process.env['PORT'], DRAIN_SECONDS: '0' });
await sandbox.close();
