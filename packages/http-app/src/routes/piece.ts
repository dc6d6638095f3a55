/** Bytes gathered to be sent, in one buffer again and again: what was taken holds until more is gathered. */
export class Piece {
  #buffer: Uint8Array;
  #size = 0;

  constructor(expected: number) {
    this.#buffer = new Uint8Array(expected);
  }

  get size(): number {
    return this.#size;
  }

  add(bytes: Uint8Array): void {
    this.room(bytes.length).set(bytes);
  }

  /** So many bytes more, to be written at once. */
  room(size: number): Uint8Array {
    const start = this.#size;
    this.#size += size;
    if (this.#size > this.#buffer.length) this.#grow(start);
    return this.#buffer.subarray(start, this.#size);
  }

  take(): Uint8Array {
    const taken = this.#buffer.subarray(0, this.#size);
    this.#size = 0;
    return taken;
  }

  #grow(used: number): void {
    const larger = new Uint8Array(2 * this.#size);
    larger.set(this.#buffer.subarray(0, used));
    this.#buffer = larger;
  }
}
