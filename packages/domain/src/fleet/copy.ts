import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';
import type { Delta } from './delta-chain.js';

/** By what copies are told older from newer. */
export interface Confirmation {
  /** The source's moment from which on nothing of the copy is older. */
  readonly checkpoint: string;
  /** Unix time in milliseconds, by the clock of the instance that made it, at which a completed pass confirmed the copy. */
  readonly confirmedAt: number;
}

/** What is known of a copy beyond its contacts. */
export interface CopyFacts extends Confirmation {
  /** Unix time in milliseconds at which this version was first published. */
  readonly publishedAt: number;
  /** Unix time in milliseconds at which the last walk whose result is in the copy began. */
  readonly walkedAt: number;
  /** What has led to this version, the latest first. */
  readonly deltas: readonly Delta[];
}

/** A snapshot and what is known of it. */
export interface Copy extends CopyFacts {
  readonly snapshot: ContactSnapshot;
  /** Unix time in milliseconds, by our own clock, at which we came to have the copy: it is at least so old. */
  readonly receivedAt: number;
}

/** The source's time decides; within one of its moments the later confirmation does. */
export const isNewer = (a: Confirmation, b: Confirmation): boolean =>
  a.checkpoint === b.checkpoint ? a.confirmedAt > b.confirmedAt : a.checkpoint > b.checkpoint;

/** Milliseconds since a completed pass confirmed the copy; another instance's clock may be ahead of ours. */
export const ageMs = ({ confirmedAt, receivedAt }: Copy, now: number): number =>
  now - Math.min(confirmedAt, receivedAt);
