import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { getAlone } from '../running-service.js';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** Without a `.env`. */
const folder = fileURLToPath(new URL('.', import.meta.url));

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** The service as a process of its own. */
export class Instance {
  wasPaused = false;
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  #url = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** Resolves when it listens, which is before it has a copy. */
  static async start(environment: Record<string, string>): Promise<Instance> {
    const env = { PATH: process.env['PATH'], ...environment };
    const instance = new Instance(spawn(process.execPath, [program], { cwd: folder, env }));
    await instance.#listening();
    return instance;
  }

  get url(): string {
    return this.#url;
  }

  get isRunning(): boolean {
    return running.has(this.#child);
  }

  /**
   * On a connection of its own: a process that was paused closes those that have been idle, also when a request has come on
   * them meanwhile.
   */
  get(path: string): Promise<Response> {
    return getAlone(`${this.#url}${path}`);
  }

  /** What `/ready` tells. */
  async state(): Promise<State> {
    return (await (await this.get('/ready')).json()) as State;
  }

  /** How many lines so far have this message. */
  logged(message: string): number {
    return this.stdout.split(`"message":"${message}"`).length - 1;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.isRunning) return;
    const closed = once(this.#child, 'close');
    this.#child.kill(signal);
    await closed;
  }

  /** From here on it keeps its connections and does nothing. */
  pause(): void {
    this.wasPaused = true;
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  async #listening(): Promise<void> {
    while (this.#url === '') {
      await Promise.race([once(this.#child.stdout!, 'data'), once(this.#child, 'close')]);
      this.#url = /"url":"([^"]+)"/.exec(this.stdout)?.[1] ?? '';
      if (!this.isRunning) throw new Error(`it ended: ${this.stderr}${this.stdout}`);
    }
  }
}

interface State {
  readonly copy: { readonly state: string; readonly version?: string };
  readonly cache: { readonly state: string };
  readonly hubspot: { readonly state: string };
  readonly walk: { readonly state: string; readonly pages?: number };
}
