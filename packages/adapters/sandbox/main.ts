#!/usr/bin/env node
import { HELP, parseCommandLine } from './command-line.js';
import { startSandbox } from './sandbox.js';

try {
  const options = parseCommandLine(process.argv.slice(2));
  if (options) {
    const sandbox = await startSandbox(options);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
    process.stdout.write(`# control: ${sandbox.controlUrl}\n`);
    for (const [name, value] of Object.entries(sandbox.environment)) process.stdout.write(`${name}=${value}\n`);
  } else {
    process.stdout.write(HELP);
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 2;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port }: Error & { readonly code?: unknown; readonly port?: unknown } = error;
  return code === 'EADDRINUSE'
    ? `Port ${String(port)} is in use: name another one, or none for a free one.`
    : error.message;
}
