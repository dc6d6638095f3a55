import type { SnapshotRun } from '@contacts-gateway/domain';
import type { ListFormat } from './list-format.js';

/**
 * The list of these contacts, in pieces: many small ones would cost more than they weigh, and what is large is not copied.
 *
 * @param least - how many bytes a piece has at least, but the last.
 */
export async function* written(
  steps: AsyncIterable<readonly SnapshotRun[]>,
  { open, between, close, bytesOf }: ListFormat,
  least: number,
): AsyncGenerator<Uint8Array, undefined> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const add = (bytes: Uint8Array): void => {
    if (bytes.length > 0) waiting.push(bytes);
    size += bytes.length;
  };
  const taken = (): Uint8Array => {
    const piece = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    waiting = [];
    size = 0;
    return piece;
  };

  let before = open;
  for await (const runs of steps)
    for (const run of runs) {
      add(before);
      add(bytesOf(run));
      before = between;
      if (size >= least) yield taken();
    }
  if (before === open) add(open);
  add(close);
  if (size > 0) yield taken();
}
