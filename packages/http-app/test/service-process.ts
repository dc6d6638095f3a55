import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const program = (name: string): string => fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));

/** The service, or its demo, as it is run: what it is built to, in a process of its own. */
export class ServiceProcess {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;
  readonly exited: Promise<unknown[]>;

  constructor(
    name: 'main' | 'demo',
    environment: Record<string, string>,
    cwd = fileURLToPath(new URL('.', import.meta.url)),
  ) {
    this.child = spawn(process.execPath, [program(name)], {
      cwd,
      env: { PATH: process.env['PATH'], ...environment },
    });
    this.exited = once(this.child, 'close');
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** The base URL, once it listens. */
  async url(): Promise<string> {
    for (;;) {
      const url = /"url":"([^"]+)"/.exec(this.stdout)?.[1];
      if (url !== undefined) return url;
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.stderr}${this.stdout}`);
      await delay(20);
    }
  }
}
