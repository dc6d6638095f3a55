/** The order of ids: by length, then by code unit. Numeric for ids that are numbers, total for any. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
