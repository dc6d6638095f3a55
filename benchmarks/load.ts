import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface Load {
  readonly requestsPerSecond: number;
  readonly requests: number;
  /** Which part of a core the generator itself used. */
  readonly busy: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  readonly seconds: number;
}

const CONNECTIONS = 48;
const HEAD_END = '\r\n\r\n';

/**
 * Asks on so many connections, each again as soon as it has its answer. Bytes are counted, not looked at: an HTTP client
 * costs more than the servers that are measured, and keeps them waiting.
 */
class Generator {
  requests = 0;
  readonly #head: string;
  readonly #status: string;
  readonly #sockets: Socket[] = [];
  /** One for all: nobody keeps what is in it. */
  readonly #buffer = Buffer.alloc(256 * 1024);
  #isEnding = false;

  constructor({ url, headers, status }: LoadOptions) {
    const { host, hostname, port } = new URL(url);
    const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#head = `GET /contacts HTTP/1.1\r\n${lines.join('')}\r\n`;
    this.#status = `HTTP/1.1 ${status} `;
    for (let opened = 0; opened < CONNECTIONS; opened += 1) this.#open(hostname, Number(port));
  }

  end(): void {
    this.#isEnding = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #open(host: string, port: number): void {
    /** Of the answer under way, in bytes. */
    let left = 0;
    const take = (size: number): boolean => {
      left = (left || this.#length(size)) - size;
      if (left < 0) throw new Error('more was answered than was asked for');
      if (left > 0 || this.#isEnding) return true;
      this.requests += 1;
      socket.write(this.#head);
      return true;
    };
    const socket = connect({ host, port, onread: { buffer: this.#buffer, callback: take } });
    socket.on('connect', () => socket.write(this.#head));
    socket.on('close', () => {
      if (!this.#isEnding) throw new Error('the server has closed a connection');
    });
    this.#sockets.push(socket);
  }

  /** Of the answer that begins in the buffer, head and all. */
  #length(size: number): number {
    const end = this.#buffer.subarray(0, size).indexOf(HEAD_END);
    const head = this.#buffer.toString('latin1', 0, end);
    if (end === -1 || !head.startsWith(this.#status)) throw new Error(`unexpected answer: ${head.split('\r\n', 1)[0]}`);
    return end + HEAD_END.length + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  }
}

process.once('message', async (options: LoadOptions) => {
  const generator = new Generator(options);
  const [requests, cpu, time] = [generator.requests, process.cpuUsage(), performance.now()];
  await delay(options.seconds * 1000);
  const ms = performance.now() - time;
  const { user, system } = process.cpuUsage(cpu);
  const done = generator.requests - requests;
  generator.end();
  process.send?.({
    requests: done,
    requestsPerSecond: (done / ms) * 1000,
    busy: (user + system) / 1000 / ms,
  } satisfies Load);
  process.disconnect();
});
