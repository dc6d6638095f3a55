import { requestOf, type StandInAnswer, type Upstreams } from '@contacts-gateway/adapters/sandbox';
import http from 'node:http';
import { Readable, Writable } from 'node:stream';
import type { Chance } from './chance.js';
import type { VirtualTime } from './virtual-time.js';

interface Options {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Response extends Readable {
  statusCode?: number;
  headers?: Readonly<Record<string, string>>;
}

/** A request of Node's HTTP client that no network carries: it takes its time, and the stand-in answers. */
class InProcessRequest extends Writable {
  readonly #send: (body: string) => void;
  #body = '';

  constructor(send: (body: string) => void) {
    super({ autoDestroy: false });
    this.#send = send;
  }

  setTimeout(): this {
    return this;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#body += chunk.toString();
    done();
  }

  override _final(done: () => void): void {
    done();
    this.#send(this.#body);
  }
}

/** HubSpot at the other end of a network, in the same process and by virtual time. */
export class InProcessHttp {
  readonly #hubSpot: Upstreams['hubSpot'];
  readonly #time: VirtualTime;
  readonly #chance: Chance;

  readonly #hopMs: number;

  /** @param hopMs - what a way may take; now and then longer. */
  constructor(hubSpot: Upstreams['hubSpot'], time: VirtualTime, chance: Chance, hopMs: number) {
    this.#hopMs = hopMs;
    this.#hubSpot = hubSpot;
    this.#time = time;
    this.#chance = chance;
  }

  /** While it runs, every request of Node's HTTP client comes here. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    const { request } = http;
    const take = (options: Options, onResponse: (response: Response) => void): InProcessRequest => {
      const taken = new InProcessRequest((body) => this.#travel(() => this.#receive(options, body, taken, onResponse)));
      return taken;
    };
    Object.assign(http, { request: take });
    try {
      return await run();
    } finally {
      Object.assign(http, { request });
    }
  }

  #receive(
    { method, path, headers }: Options,
    body: string,
    request: InProcessRequest,
    onResponse: (response: Response) => void,
  ): void {
    const bearer = /^Bearer (.+)$/.exec(headers['Authorization'] ?? headers['authorization'] ?? '')?.[1];
    const received = requestOf(method, path, bearer, body);
    const fault = this.#hubSpot.receive(received);
    if (fault?.kind === 'hang' || fault?.kind === 'trickle') return;
    if (fault?.kind === 'reset') return this.#travel(() => request.destroy(reset()));
    const { headers: own, ...due } = fault?.kind === 'answer' ? { body: '', ...fault } : this.#hubSpot.answer(received);
    const answer = fault?.kind === 'alter' ? { ...due, body: fault.alter(due.body) } : due;
    const date = new Date(this.#hubSpot.now()).toUTCString();
    const text = textOf(answer);
    const cut = fault?.kind === 'truncated-json' || fault?.kind === 'break-off';
    const sent = cut ? text.slice(0, text.length / 2) : text;
    const respond = (): void => {
      if (request.destroyed) return;
      const response: Response = new Readable({ read: () => undefined });
      response.statusCode = answer.status;
      response.headers = { date, ...own };
      onResponse(response);
      response.push(sent);
      if (fault?.kind === 'break-off') this.#travel(() => response.destroy(reset()));
      else response.push(null);
    };
    this.#travel(respond, fault?.kind === 'slow' ? fault.ms : 0);
  }

  #travel(arrive: () => void, lateMs = 0): void {
    const isSlow = this.#chance.next() < 0.03;
    this.#time.in(lateMs + this.#chance.between(1, isSlow ? 2500 : this.#hopMs), arrive);
  }
}

const textOf = ({ body }: StandInAnswer): string => (typeof body === 'string' ? body : JSON.stringify(body));

const reset = (): Error => Object.assign(new Error('reset'), { code: 'ECONNRESET' });
