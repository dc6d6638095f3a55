import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../faults/fault.js';
import { requestOf, type StandInAnswer, type StandInRequest } from './exchange.js';
import { LoopbackServer } from './loopback-server.js';
import { readBody } from './request-body.js';
import { send } from './send.js';
import type { StandIn } from './stand-in.js';

/** The real HTTP server of a stand-in. */
export class StandInServer extends LoopbackServer {
  readonly #standIn: StandIn;

  constructor(standIn: StandIn) {
    // HubSpot answers URLs that Node would refuse to read.
    super(createServer({ maxHeaderSize: 131_072 }, (request, response) => void this.#serve(request, response)));
    this.#standIn = standIn;
  }

  /** A request that it cannot make sense of ends its connection, not the server. */
  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await readBody(incoming);
      const bearer = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
      const request = requestOf(incoming.method ?? 'GET', incoming.url ?? '/', bearer, body);
      await this.#answer(request, incoming, response);
    } catch {
      response.destroy();
    }
  }

  async #answer(request: StandInRequest, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#standIn.receive(request);
    const lateMs = this.#standIn.latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
    if (lateMs > 0) await delay(lateMs);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') return void incoming.socket.resetAndDestroy();
    const { headers, ...answer } = fault?.kind === 'answer' ? { body: '', ...fault } : this.#due(request, fault);
    const date = new Date(this.#standIn.now()).toUTCString();
    if (fault?.kind === 'held') await fault.until;
    await send(response, { ...answer, headers: { date, ...headers } }, fault?.kind);
  }

  #due(request: StandInRequest, fault: Fault | undefined): StandInAnswer {
    const answer = this.#standIn.answer(request);
    return fault?.kind === 'alter' ? { ...answer, body: fault.alter(answer.body) } : answer;
  }
}
