import type { AccessToken } from '@contacts-gateway/domain';

/** Tokens live for half an hour: this remembers the refused ones for far longer than they matter. */
const REMEMBERED = 100;

/** The tokens that the source has refused, and whether a refresh has already been forced on their account. */
export class RefusedTokens {
  /** By its text, the latest last: whether a refresh is owed to it. */
  #owed = new Map<string, boolean>();

  add(token: AccessToken): void {
    if (this.has(token)) return;
    this.#owed = new Map([...this.#owed, [token.reveal(), true] as const].slice(-REMEMBERED));
  }

  has(token: AccessToken): boolean {
    return this.#owed.has(token.reveal());
  }

  /** Whether a refresh is to be forced on its account, which is done once for each refused token. */
  owesRefresh(token: AccessToken): boolean {
    return this.#owed.get(token.reveal()) ?? false;
  }

  noteRefresh(token: AccessToken): void {
    this.#owed.set(token.reveal(), false);
  }
}
