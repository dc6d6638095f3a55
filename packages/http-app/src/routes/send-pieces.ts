import type { Response } from 'express';

type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Sends a list piece by piece: the next is asked for when the kernel has the last. Resolves when all is written, or when the
 * reader has gone, which is for the access log to tell. When the pieces break off, so does the connection: what is there must
 * not look complete.
 */
export async function sendPieces(response: Response, pieces: Pieces): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (response.destroyed) return;
      await taken(response, piece);
    }
  } catch (error) {
    response.destroy();
    throw error;
  }
  response.end();
}

/** Or the reader has gone. */
const taken = (response: Response, piece: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      response.off('close', go);
      resolve();
    };
    response.on('close', go).write(piece, go);
  });
