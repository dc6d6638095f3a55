/** `changes` reads what was named; `walk` reads everything. */
export type PassKind = 'changes' | 'walk';

/** What a completed pass has done. */
export interface PassReport {
  readonly pass: PassKind;
  /** Ids that the source named and that concern the copy. */
  readonly names: number;
  /** Ids whose contacts were read one by one, named or not. */
  readonly reads: number;
  /** Contacts that are new or others now; 0 for the first copy. */
  readonly changed: number;
  readonly removed: number;
  /** Requests to the source, those of the walk included. */
  readonly requests: number;
  readonly durationMs: number;
  readonly version: string;
  readonly contacts: number;
}
