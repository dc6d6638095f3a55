export const LINE_BREAK = 0x0a;

/** The parts of a page's bytes: its contacts as JSON, and after a line break, which JSON escapes, the former ids if there are any. */
export function partsOf(bytes: Uint8Array): {
  readonly contacts: Uint8Array;
  readonly mergers: Uint8Array | undefined;
} {
  const end = bytes.indexOf(LINE_BREAK);
  if (end === -1) return { contacts: bytes, mergers: undefined };
  return { contacts: bytes.subarray(0, end), mergers: bytes.subarray(end + 1) };
}
