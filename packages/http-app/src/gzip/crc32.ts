/** The polynomial of gzip, without its highest power; bit 31 is the power 0, as everywhere here. */
const POLYNOMIAL = 0xedb88320;
const ONE = 1 << 31;
/** What one more byte multiplies a checksum with: x to the power of 8. */
const BYTE = 1 << 23;

/**
 * The CRC-32 of two texts, one after the other, from those of each.
 *
 * @param shift - that of the second text's length.
 */
export const joinedCrc32 = (first: number, second: number, shift: number): number =>
  (product(first, shift) ^ second) >>> 0;

/** What so many bytes that follow multiply a checksum with. By squaring: a gigabyte takes thirty steps. */
export function crc32Shift(bytes: number): number {
  let result = ONE;
  let square = BYTE;
  for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = product(result, square);
    square = product(square, square);
  }
  return result;
}

/** Of two polynomials over two elements, by the remainder. */
function product(a: number, b: number): number {
  let sum = 0;
  let shifted = b;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if (a & bit) sum ^= shifted;
    shifted = shifted & 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
  }
  return sum;
}
