import type { ContactSnapshot } from '@contacts-gateway/domain';
import type { Response } from 'express';
import { pipeline, Readable } from 'node:stream';

const [OPEN, COMMA, CLOSE] = ['[', ',', ']'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

/** A body up to this size is put together once; a larger one is written from the pages, without a copy. */
const ONE_PIECE_BYTES = 1024 * 1024;

/** All contacts of a snapshot as one JSON array. */
export class JsonList {
  readonly etag: string;
  readonly total: string;
  /** In bytes. */
  readonly length: string;
  readonly #pages: ContactSnapshot['pages'];
  readonly #whole: Buffer | undefined;

  constructor({ pages, size, version }: ContactSnapshot) {
    const length = pages.reduce((sum, { json }) => sum + json.length, 0) + Math.max(0, pages.length - 1) + 2;
    this.#pages = pages;
    this.etag = `"${version}-json"`;
    this.total = String(size);
    this.length = String(length);
    if (length <= ONE_PIECE_BYTES) this.#whole = Buffer.concat([...this.#pieces()]);
  }

  /** Of a large list no more is written than its reader takes. */
  send(response: Response): void {
    if (this.#whole) return void response.end(this.#whole);
    // Whether the reader stayed to the end is for the access log. One that left before the beginning cannot be written to.
    if (response.destroyed) return;
    pipeline(Readable.from(this.#pieces(), { objectMode: false }), response, () => undefined);
  }

  *#pieces(): Generator<Uint8Array, undefined> {
    yield OPEN;
    for (const [index, { json }] of this.#pages.entries()) {
      if (index > 0) yield COMMA;
      yield json;
    }
    yield CLOSE;
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
