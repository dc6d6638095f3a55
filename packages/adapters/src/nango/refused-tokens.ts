import type { AccessToken } from '@contacts-gateway/domain';

/** Tokens live for half an hour: this remembers the refused ones for far longer than they matter. */
const REMEMBERED = 100;

/** The tokens that the source has refused, and whether a refresh has already been forced on their account. */
export class RefusedTokens {
  readonly #secrets = new Set<string>();
  #forcedRefreshOwed = false;

  add(token: AccessToken): void {
    const secret = token.reveal();
    if (this.#secrets.has(secret)) return;
    const [oldest] = this.#secrets;
    if (this.#secrets.size === REMEMBERED && oldest !== undefined) this.#secrets.delete(oldest);
    this.#secrets.add(secret);
    this.#forcedRefreshOwed = true;
  }

  has(token: AccessToken): boolean {
    return this.#secrets.has(token.reveal());
  }

  /** Whether to force a refresh now: true once for each refused token. */
  takeForcedRefresh(): boolean {
    const owed = this.#forcedRefreshOwed;
    this.#forcedRefreshOwed = false;
    return owed;
  }

  /** The forced refresh that was taken was not executed: it is owed again. */
  returnForcedRefresh(): void {
    this.#forcedRefreshOwed = true;
  }

  /** A token has come that was not refused, so that no refresh is owed any more. */
  forgetForcedRefresh(): void {
    this.#forcedRefreshOwed = false;
  }
}
