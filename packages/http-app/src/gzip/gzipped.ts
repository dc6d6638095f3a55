import { deflate } from './deflated.js';
import { GzipMember } from './gzip-member.js';

/** Pieces as gzip while they come. Nothing but the piece in work is kept, however long the reader takes. */
export async function* gzipped(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  const member = new GzipMember();
  yield member.begin;
  for await (const piece of pieces) yield member.part(await deflate(piece));
  yield member.end();
}
