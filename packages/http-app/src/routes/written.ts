import type { SnapshotRun } from '@contacts-gateway/domain';
import type { ListFormat } from './list-format.js';
import { Piece } from './piece.js';

/**
 * The list of these contacts, in pieces: many small ones would cost more than they weigh. All are in one buffer, so that
 * nothing is thrown away: who takes them is done with one before the next is asked for.
 *
 * @param least - how many bytes a piece has at least, but the last.
 */
export async function* written(
  steps: AsyncIterable<readonly SnapshotRun[]>,
  { open, between, close, add }: ListFormat,
  least: number,
): AsyncGenerator<Uint8Array, undefined> {
  const piece = new Piece(2 * least);
  let before = open;
  for await (const runs of steps)
    for (const run of runs) {
      piece.add(before);
      add(run, piece);
      before = between;
      if (piece.size >= least) yield piece.take();
    }
  if (before === open) piece.add(open);
  piece.add(close);
  if (piece.size > 0) yield piece.take();
}
