import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that nobody outside this machine can reach. */
export class LoopbackServer {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  /**
   * @param port - 0 picks a free one.
   * @returns the base URL.
   */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
