import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import { crc32Shift } from './crc32.js';
import { Turns } from './turns.js';

/** Bytes as raw deflate that ends on a whole byte and looks back at nothing: such parts can follow one another as they are. */
export interface Deflated {
  readonly bytes: Uint8Array;
  /** Of what was deflated: its CRC-32, its length in bytes, and what that length makes of a checksum before it. */
  readonly crc: number;
  readonly length: number;
  readonly shift: number;
}

const options = { finishFlush: constants.Z_FULL_FLUSH };
const deflateAside = promisify<Uint8Array, typeof options, Buffer>(deflateRaw);

/** Other threads deflate; more of them would keep names from being looked up and files from being read. */
const turns = new Turns(2);

export const deflate = async (whole: Uint8Array): Promise<Deflated> =>
  deflated(whole, await turns.take(() => deflateAside(whole, options)));

/** At once: for a few bytes. */
export const deflateSmall = (whole: Uint8Array): Deflated => deflated(whole, deflateRawSync(whole, options));

const deflated = (whole: Uint8Array, bytes: Uint8Array): Deflated => ({
  bytes,
  crc: crc32(whole),
  length: whole.length,
  shift: crc32Shift(whole.length),
});
