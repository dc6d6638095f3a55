import type { ContactsError } from '../errors.js';
import type { SourceObserver } from '../ports.js';

/** What a pass or a walk has cost the source so far, and whether it gets on. */
export class SourceEffort implements SourceObserver {
  /** Requests made, repeated ones included. */
  requests = 0;
  /** Of these, how many the source refused because there were too many. */
  rateLimited = 0;
  /** Whether anything has come of it yet. */
  hasBroughtAnything = false;
  /** Why the latest attempt failed; undefined when something has come since. */
  setback: ContactsError | undefined;
  readonly onAnswer = (): void => {
    this.requests += 1;
    this.progressed();
  };
  readonly onRetry = (failure: ContactsError): void => {
    this.requests += 1;
    if (failure.code === 'source_rate_limited') this.rateLimited += 1;
    this.setback = failure;
    this.#onProgress(failure);
  };
  readonly #onProgress: (setback: ContactsError | undefined) => void;

  /** @param onProgress - called when something has come, and with each setback. */
  constructor(onProgress: (setback: ContactsError | undefined) => void) {
    this.#onProgress = onProgress;
  }

  progressed(): void {
    this.hasBroughtAnything = true;
    this.setback = undefined;
    this.#onProgress(undefined);
  }
}
