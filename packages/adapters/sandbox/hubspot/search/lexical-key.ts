const LONGEST_ID = 13;

/** A number that orders ids as their digits would be ordered as text: "100451" comes before "57". */
export function lexicalKey(id: number): number {
  const length = String(id).length;
  return id * 10 ** (LONGEST_ID - length) * 16 + length;
}
