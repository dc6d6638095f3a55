import type { ContactSourcePort } from '../ports.js';
import type { DeltaChain } from './delta-chain.js';
import type { Turns } from './in-turns.js';
import type { SharedCopy } from './shared-copy.js';

/** What is in common with the other instances, where the truth is, and what it takes to bring them together. */
export interface Fleet {
  readonly source: ContactSourcePort;
  readonly shared: SharedCopy;
  readonly deltas: DeltaChain;
  readonly platform: Turns;
  /** Called when something has been done that takes a while. */
  readonly onProgress: () => void;
}
