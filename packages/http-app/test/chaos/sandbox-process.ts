import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('main.js', import.meta.resolve('@contacts-gateway/adapters/sandbox')));

/** The sandbox in a process of its own, so that load does not slow it. */
export class SandboxProcess {
  /** What points an instance at it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #controlUrl: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, printed: string) {
    this.#child = child;
    this.#controlUrl = /^# control: (.+)$/m.exec(printed)![1]!;
    this.environment = Object.fromEntries(
      [...printed.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
  }

  static async start(...options: readonly string[]): Promise<SandboxProcess> {
    const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    process.once('exit', () => child.kill('SIGKILL'));
    let printed = '';
    while (!/^HUBSPOT_BASE_URL=.*\n/m.test(printed)) printed += String((await once(child.stdout, 'data'))[0]);
    return new SandboxProcess(child, printed);
  }

  /** @throws with the sentence of a command that was refused. */
  async command(name: string, input: object = {}): Promise<unknown> {
    const answer = await fetch(`${this.#controlUrl}/${name}`, { method: 'POST', body: JSON.stringify(input) });
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${name}: ${(body as { error: string }).error}`);
    return body;
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
