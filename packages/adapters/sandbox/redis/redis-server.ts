import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';

const run = promisify(execFile);

/** Why no Redis can be started here; undefined when it can. */
export function redisMissing(): string | undefined {
  const found = spawnSync('redis-server', ['--version']).status === 0;
  return found
    ? undefined
    : 'there is no redis-server on the PATH: install it, for example by apt-get install redis-server';
}

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((server) => server.kill('SIGKILL')));

/** A real Redis on loopback that keeps nothing when it ends. */
export class RedisServer {
  readonly port: number;
  readonly url: string;
  readonly #folder: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, settings: readonly string[]) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#folder = folder;
    this.#settings = settings;
  }

  /** @param settings - further arguments of redis-server. */
  static async start(...settings: readonly string[]): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-'));
    const server = new RedisServer(await freePort(), folder, settings);
    await server.restart();
    return server;
  }

  /** A node of a cluster that has not been formed yet. */
  static async startNode(...settings: readonly string[]): Promise<RedisServer> {
    // The usual one, 10,000 above its own, may not exist.
    const port = ['--cluster-port', `${await freePort()}`, '--cluster-announce-ip', '127.0.0.1'];
    return await RedisServer.start('--cluster-enabled', 'yes', ...port, ...settings);
  }

  /** Starts it again, empty, at the same port, after it was killed. */
  async restart(): Promise<void> {
    const own = [
      '--port',
      `${this.port}`,
      '--bind',
      '127.0.0.1',
      '--dir',
      this.#folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ];
    const server = spawn('redis-server', [...own, ...this.#settings], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#process = server;
    running.add(server);
    server.once('exit', () => running.delete(server));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
      server.stdout.on('data', (log: Buffer) => {
        if (log.includes('Ready to accept connections')) resolve();
      });
    });
    // Whoever forgets to stop it, as a test may that fails, must still be able to end.
    server.unref();
    (server.stdout as Socket).unref();
  }

  /** Undefined while it is not running. */
  get pid(): number | undefined {
    return this.#process && running.has(this.#process) ? this.#process.pid : undefined;
  }

  /** What redis-cli prints. */
  async cli(...command: readonly string[]): Promise<string> {
    const { stdout } = await run('redis-cli', ['-p', `${this.port}`, ...command]);
    return stdout.trim();
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (!server || this.pid === undefined) return;
    const ended = once(server, 'exit');
    server.ref();
    server.kill('SIGKILL');
    await ended;
  }

  /** From here on it keeps its connections and answers nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
