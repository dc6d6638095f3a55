import type { Response } from 'express';

type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Sends no more than the reader takes. Resolves when all is written, or when the reader has gone, which is for the access log
 * to tell. When the pieces break off, so does the connection: what is there must not look complete.
 */
export async function sendPieces(response: Response, pieces: Pieces): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (response.destroyed) return;
      if (!response.write(piece) && !response.destroyed) await movement(response);
    }
  } catch (error) {
    response.destroy();
    throw error;
  }
  response.end();
}

/** The reader has taken something, or has gone. */
const movement = (response: Response): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
