import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, FaultScript } from './faults.js';

export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** What follows `Bearer `; undefined without such a header. */
  readonly bearer: string | undefined;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as HTML when it is a string. */
  readonly body: unknown;
}

/** A real HTTP server on loopback that answers what it is told to, or misbehaves as its fault script says. */
export class StandInServer {
  readonly faults = new FaultScript();
  /** Requests received. */
  requests = 0;
  readonly #server;
  readonly #answer: (request: StandInRequest) => StandInAnswer;
  readonly #latencyMs: number;

  constructor(answer: (request: StandInRequest) => StandInAnswer, latencyMs: number) {
    this.#answer = answer;
    this.#latencyMs = latencyMs;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @returns the base URL. */
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

  /** A request that it cannot make sense of ends its connection, not the server. */
  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    const fault = this.faults.take();
    if (this.#latencyMs > 0) await delay(this.#latencyMs);
    try {
      await this.#fulfil(request, response, fault);
    } catch {
      response.destroy();
    }
  }

  async #fulfil(request: IncomingMessage, response: ServerResponse, fault: Fault | undefined): Promise<void> {
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') return void request.socket.resetAndDestroy();
    const { status, headers, body } = fault?.kind === 'answer' ? { body: '', ...fault } : this.#due(request, fault);
    const html = typeof body === 'string';
    const bytes = Buffer.from(html ? body : JSON.stringify(body));
    response.writeHead(status, {
      'content-type': html ? 'text/html' : 'application/json;charset=utf-8',
      'content-length': bytes.length,
      ...headers,
    });
    if (fault?.kind === 'trickle') await trickle(response, bytes);
    else if (fault?.kind === 'break-off')
      response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.end());
    else response.end(bytes);
  }

  #due(request: IncomingMessage, fault: Fault | undefined): StandInAnswer {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const answer = this.#answer({ method: request.method ?? 'GET', path: pathname, query: searchParams, bearer });
    return fault?.kind === 'alter' ? { ...answer, body: fault.alter(answer.body) } : answer;
  }
}

async function trickle(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await delay(1000);
  }
  response.end();
}
