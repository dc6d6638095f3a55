import type { ContactSnapshot } from '@contacts-gateway/domain';
import type { Response } from 'express';
import { pipeline, Readable } from 'node:stream';

const [OPEN, COMMA, CLOSE] = ['[', ',', ']'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

/** A body up to this size is put together once for its snapshot; a larger one is written from the pages, without a copy. */
const ONE_PIECE_BYTES = 1024 * 1024;
const inOnePiece = new WeakMap<ContactSnapshot, Buffer>();

export const jsonArrayLength = ({ pages }: ContactSnapshot): number =>
  pages.reduce((length, { json }) => length + json.length, 0) + Math.max(0, pages.length - 1) + 2;

/** Sends all contacts as one JSON array. Of a large one no more is written than its reader takes. */
export function sendJsonArray(response: Response, snapshot: ContactSnapshot): void {
  if (jsonArrayLength(snapshot) <= ONE_PIECE_BYTES) return void response.end(onePiece(snapshot));
  // Whether the reader stayed to the end is for the access log. One that left before the beginning cannot be written to.
  if (response.destroyed) return;
  pipeline(Readable.from(pieces(snapshot), { objectMode: false }), response, () => undefined);
}

function onePiece(snapshot: ContactSnapshot): Buffer {
  const known = inOnePiece.get(snapshot);
  if (known) return known;
  const body = Buffer.concat([...pieces(snapshot)]);
  inOnePiece.set(snapshot, body);
  return body;
}

function* pieces({ pages }: ContactSnapshot): Generator<Uint8Array, undefined> {
  yield OPEN;
  for (const [index, { json }] of pages.entries()) {
    if (index > 0) yield COMMA;
    yield json;
  }
  yield CLOSE;
}
