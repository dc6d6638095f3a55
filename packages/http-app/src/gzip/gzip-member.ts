import { joinedCrc32 } from './crc32.js';
import type { Deflated } from './deflated.js';

/** Deflate, no name, no time, no system. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/** An empty block that says that it is the last. */
const LAST_BLOCK = [0x03, 0x00] as const;

/** Puts deflated parts together as one file in the sense of gzip (RFC 1952): begin, any parts, end. */
export class GzipMember {
  readonly begin: Uint8Array = HEADER;
  #crc = 0;
  #length = 0;

  part({ bytes, crc, length, shift }: Deflated): Uint8Array {
    this.#crc = joinedCrc32(this.#crc, crc, shift);
    this.#length += length;
    return bytes;
  }

  end(): Uint8Array {
    const end = Buffer.from([...LAST_BLOCK, 0, 0, 0, 0, 0, 0, 0, 0]);
    end.writeUInt32LE(this.#crc, 2);
    end.writeUInt32LE(this.#length % 2 ** 32, 6);
    return end;
  }
}
