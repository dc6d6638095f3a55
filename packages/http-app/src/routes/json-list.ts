import type { ContactSnapshot } from '@contacts-gateway/domain';
import type { Response } from 'express';
import type { ContactList } from './contact-list.js';
import { json } from './list-format.js';
import { sendPieces } from './send-pieces.js';

/** A body up to this size is put together once; a larger one is written from the pages, without a copy. */
const ONE_PIECE_BYTES = 1024 * 1024;

/** All contacts of a snapshot as one JSON array. */
class JsonList implements ContactList {
  readonly headers: { readonly 'Content-Length': string };
  readonly #pages: ContactSnapshot['pages'];
  readonly #whole: Buffer | undefined;

  constructor({ pages }: ContactSnapshot) {
    const length = pages.reduce((sum, page) => sum + page.json.length, 0) + Math.max(0, pages.length - 1) + 2;
    this.#pages = pages;
    this.headers = { 'Content-Length': String(length) };
    if (length <= ONE_PIECE_BYTES) this.#whole = Buffer.concat([...this.#pieces()]);
  }

  send(response: Response): Promise<void> | void {
    return this.#whole ? void response.end(this.#whole) : sendPieces(response, this.#pieces());
  }

  *#pieces(): Generator<Uint8Array, undefined> {
    yield json.open;
    for (const [index, page] of this.#pages.entries()) {
      if (index > 0) yield json.between;
      yield page.json;
    }
    yield json.close;
  }
}

const lists = new WeakMap<ContactSnapshot, JsonList>();

/** The list of a snapshot, made once for as long as there is the snapshot. */
export function jsonListOf(snapshot: ContactSnapshot): JsonList {
  const known = lists.get(snapshot);
  if (known) return known;
  const list = new JsonList(snapshot);
  lists.set(snapshot, list);
  return list;
}
