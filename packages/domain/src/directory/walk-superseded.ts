import type { ContactsError } from '../errors.js';

/** Ends a walk that was given up, because another instance has a newer copy than it could have become. */
export class WalkSuperseded extends Error {
  /** Why it did not get on; undefined when it did. */
  readonly setback: ContactsError | undefined;

  constructor(setback: ContactsError | undefined) {
    super('The walk was superseded.');
    this.setback = setback;
  }
}
