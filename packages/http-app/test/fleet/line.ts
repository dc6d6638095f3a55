import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The way of one instance into the network: a proxy. All instances know HubSpot and Nango by the same names, and so share their
 * copy, but each has its own line, which may lead elsewhere or be cut.
 */
export class Line {
  readonly #places: Readonly<Record<string, string>>;
  readonly #server: Server;
  #isSilent = false;

  private constructor(places: Readonly<Record<string, string>>) {
    this.#places = places;
    this.#server = createServer((request, response) => this.#pass(request, response));
  }

  /** @param places - base URLs by the names of hosts. */
  static async start(places: Readonly<Record<string, string>>): Promise<Line> {
    const line = new Line(places);
    await once(line.#server.listen(0, '127.0.0.1'), 'listening');
    return line;
  }

  /** Of the instance that has this line. */
  get environment(): Record<string, string> {
    return { HTTP_PROXY: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` };
  }

  /** Every connection is refused, and those of now are cut. */
  async refuse(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Connections are taken, and nothing is ever answered. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  async end(): Promise<void> {
    if (this.#server.listening) await this.refuse();
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isSilent) return;
    const { host, pathname, search } = new URL(request.url!);
    const { method, headers } = request;
    const onward = send(`${this.#places[host]}${pathname}${search}`, { method: method!, headers }, (answer) => {
      if (this.#isSilent) return void answer.resume();
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}
