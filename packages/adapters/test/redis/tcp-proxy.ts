import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A way to a server on loopback that can fail as networks do. */
export class TcpProxy {
  /** Where new connections lead. */
  target: number;
  /** How fast bytes pass in each direction. */
  bytesPerMs = Infinity;
  /** So many times, a connection breaks off instead of passing an answer. */
  answersToLose = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #dead = new WeakSet<Socket>();

  private constructor(target: number) {
    this.target = target;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#serve(client));
  }

  static async start(target = 0): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Nothing passes on the connections of now any more, not even that they end. New ones are well. */
  killSilently(): void {
    for (const socket of this.#sockets) this.#dead.add(socket);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(client: Socket): void {
    const server = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    }
    void this.#pass(client, server, false);
    void this.#pass(server, client, true);
  }

  async #pass(from: Socket, to: Socket, isAnswer: boolean): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        if (this.#dead.has(from)) return await new Promise(() => {});
        if (isAnswer && this.answersToLose-- > 0) break;
        if (this.bytesPerMs < Infinity) await delay(chunk.length / this.bytesPerMs);
        if (!to.write(chunk)) await once(to, 'drain');
      }
    } catch {
      // It was cut off.
    }
    if (!this.#dead.has(from)) for (const socket of [from, to]) socket.destroy();
  }
}
