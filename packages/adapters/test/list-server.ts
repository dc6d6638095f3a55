import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = 100;
const MISPLACED_BY = 150;

/** How a server of contacts may differ from what is documented of HubSpot. */
export interface ListBehaviour {
  /** What a cursor is: the id of the next record, that of the last one, or nobody's business. */
  readonly cursor?: 'next' | 'last' | 'opaque';
  /** What becomes of a cursor that was not issued, where its id is none of a contact's. */
  readonly unknown?: 'placed' | 'misplaced' | 'ignored' | 'ended' | 'refused';
  /** Ids do not ascend: a cursor that was issued leads to where it was issued for, and not to an id. */
  readonly isUnordered?: boolean;
  /** Runs before a list is answered: the place for edits, faults and waits. True: it has answered. */
  readonly before?: (response: ServerResponse, after: string | null) => boolean | void | Promise<boolean | void>;
}

/** A list of contacts over HTTP, in the order in which its ids are given. */
export class ListServer {
  readonly ids: number[];
  requests = 0;
  /** Requests without an answer so far. */
  open = 0;
  mostOpen = 0;
  readonly #behaviour: ListBehaviour;
  readonly #issued = new Map<string, number>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(ids: readonly number[], behaviour: ListBehaviour = {}) {
    this.ids = [...ids];
    this.#behaviour = behaviour;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    response.on('close', () => (this.open -= 1));
    const after = new URL(url, 'http://list.example').searchParams.get('after');
    if (await this.#behaviour.before?.(response, after)) return;
    const start = this.#indexOf(after);
    response.setHeader('content-type', 'application/json');
    if (start === undefined) {
      response.writeHead(400).end('{"status":"error"}');
      return;
    }
    const page = this.ids.slice(start, start + PAGE);
    const results = page.map((id) => ({ id: String(id), properties: { firstname: 'Ada' } }));
    const next = this.#cursorAt(start + PAGE);
    response.end(JSON.stringify({ results, ...(next !== undefined && { paging: { next: { after: next } } }) }));
  }

  #cursorAt(index: number): string | undefined {
    if (index >= this.ids.length) return undefined;
    const { cursor = 'next' } = this.#behaviour;
    const after = cursor === 'opaque' ? `page-${index}` : String(this.ids[cursor === 'next' ? index : index - 1]);
    this.#issued.set(after, index);
    return after;
  }

  /** The index from which on contacts are listed; undefined for a refusal. */
  #indexOf(after: string | null): number | undefined {
    if (after === null) return 0;
    const { cursor = 'next', unknown = 'placed', isUnordered = cursor === 'opaque' } = this.#behaviour;
    const issued = this.#issued.get(after);
    if (issued !== undefined && isUnordered) return issued;
    if (issued === undefined && !this.ids.includes(Number(after))) {
      if (unknown === 'ignored') return 0;
      if (unknown === 'ended') return this.ids.length;
      if (unknown === 'refused') return undefined;
      if (unknown === 'misplaced') return this.#placeOf(after) + MISPLACED_BY;
    }
    return this.#placeOf(after);
  }

  #placeOf(after: string): number {
    const { cursor = 'next' } = this.#behaviour;
    const index = this.ids.findIndex((id) => (cursor === 'next' ? id >= Number(after) : id > Number(after)));
    return index === -1 ? this.ids.length : index;
  }
}
