import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Usage } from './usage.js';

const PRELOADED = ['--import', import.meta.resolve('./usage.js')];

/** A server in a process of its own, which tells its URL in the first line of its output that has one. */
export class MeasuredProcess {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.url = url;
    this.#process = process;
  }

  static async start(
    module: string,
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<MeasuredProcess> {
    // Not where the caller is, who may have an .env there.
    const cwd = import.meta.dirname;
    const child = fork(fileURLToPath(module), args, { execArgv: PRELOADED, env: environment, cwd, silent: true });
    const errors = text(child.stderr!);
    let output = '';
    for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
      output += String(chunk);
      const url = /http:\/\/[\w.:]+/.exec(output)?.[0];
      if (url === undefined) continue;
      child.stdout!.pipe(createWriteStream(devNull));
      return new MeasuredProcess(url, child);
    }
    throw new Error(`${module} does not listen: ${await errors}`);
  }

  async usage(): Promise<Usage> {
    this.#process.send('usage');
    const [usage] = (await once(this.#process, 'message')) as [Usage];
    return usage;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill();
    await ended;
  }
}
