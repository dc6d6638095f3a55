import type { Response } from 'express';

/** An answer that is ready to be sent. */
export interface ContactList {
  /** Those that depend on what is in the list. */
  readonly headers: Readonly<Record<string, string>>;
  /** Rejects when the list cannot be completed. */
  send(response: Response): Promise<void> | void;
}
