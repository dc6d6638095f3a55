import type { AccessToken } from '@contacts-gateway/domain';

/** Tokens live for half an hour: this remembers the refused ones for far longer than they matter. */
const REMEMBERED = 100;

/** The tokens that the source has refused, and whether a refresh has already been forced on their account. */
export class RefusedTokens {
  readonly #secrets = new Set<string>();
  #forceOwed = false;

  add(token: AccessToken): void {
    const secret = token.reveal();
    if (this.#secrets.has(secret)) return;
    const [oldest] = this.#secrets;
    if (this.#secrets.size === REMEMBERED && oldest !== undefined) this.#secrets.delete(oldest);
    this.#secrets.add(secret);
    this.#forceOwed = true;
  }

  has(token: AccessToken): boolean {
    return this.#secrets.has(token.reveal());
  }

  /** Whether to force a refresh now: true once for each refused token. */
  takeForce(): boolean {
    const owed = this.#forceOwed;
    this.#forceOwed = false;
    return owed;
  }

  /** The forced refresh that was taken has not happened. */
  returnForce(): void {
    this.#forceOwed = true;
  }

  /** A token came that nobody has refused: nothing is owed to the others any more. */
  settle(): void {
    this.#forceOwed = false;
  }
}
