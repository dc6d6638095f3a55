/** Small pieces together, as so many bytes at least; large ones, and the rest, as they are. */
export async function* gathered(
  pieces: AsyncIterable<Uint8Array>,
  least: number,
): AsyncGenerator<Uint8Array, undefined> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const all = (): Uint8Array => {
    const [only, ...others] = waiting;
    const whole = only && others.length === 0 ? only : Buffer.concat(waiting);
    waiting = [];
    size = 0;
    return whole;
  };
  for await (const piece of pieces) {
    if (size > 0 && piece.length >= least) yield all();
    if (piece.length > 0) waiting.push(piece);
    size += piece.length;
    if (size >= least) yield all();
  }
  if (size > 0) yield all();
}
