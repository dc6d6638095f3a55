import { existsSync } from 'node:fs';
import { run } from './run.js';

if (readDotEnv()) await run(process.env);

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
