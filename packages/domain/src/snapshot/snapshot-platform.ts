/** What the platform lends to a package that has nothing ambient. */
export interface SnapshotPlatform {
  /** Text as UTF-8. */
  readonly encode: (text: string) => Uint8Array;
  /** UTF-8 as text. */
  readonly decode: (bytes: Uint8Array) => string;
  /** A short name for the bytes, the same on every machine, in characters that an ETag may hold. */
  readonly digest: (bytes: Uint8Array) => string;
}
