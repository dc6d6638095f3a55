import type { Response } from 'express';
import type { ContactList } from './contact-list.js';
import { sendPieces } from './send-pieces.js';

/** A body up to this size is put together once; a larger one is written from its pieces, without a copy. */
const ONE_PIECE_BYTES = 4 * 1024 * 1024;

/** A list whose bytes are there, for any number of readers. */
export class PreparedList implements ContactList {
  readonly headers: ContactList['headers'];
  readonly #pieces: readonly Uint8Array[];
  readonly #whole: Uint8Array | undefined;

  constructor(pieces: readonly Uint8Array[], headers: ContactList['headers']) {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.headers = { ...headers, 'Content-Length': String(length) };
    this.#whole = length <= ONE_PIECE_BYTES ? Buffer.concat(pieces) : undefined;
    this.#pieces = this.#whole ? [] : pieces;
  }

  send(response: Response): Promise<void> | void {
    return this.#whole ? void response.end(this.#whole) : sendPieces(response, this.#pieces);
  }
}
