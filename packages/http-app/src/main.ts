import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

// Loading takes a moment, in which there is nothing to stop yet.
const signals = ['SIGINT', 'SIGTERM'] as const;
const end = (): void => process.exit();
for (const signal of signals) process.on(signal, end);
const { run } = await import('./run.js');
// Node 24 loads without a turn of its event loop: a signal is told of only then.
await setImmediate();

const running = readDotEnv() && run(process.env);
// Not before the service has its own: a signal in between would be lost.
for (const signal of signals) process.off(signal, end);
await running;

/** Variables that are set already win over the file. */
function readDotEnv(): boolean {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    return true;
  } catch {
    process.stderr.write('.env cannot be read: make it a readable file, or remove it.\n');
    process.exitCode = 1;
    return false;
  }
}
