const REMEMBERED = 100;

/** Issues the tokens that the stand-in for Nango hands out and the stand-in for HubSpot accepts. */
export class SandboxTokens {
  readonly #lifeMs: number;
  readonly #now: () => number;
  readonly #expiries = new Map<string, number>();
  #issued = 0;
  #only: { readonly token: string; readonly lifeMs: number } | undefined;

  constructor(lifeMs: number, now: () => number = Date.now) {
    this.#lifeMs = lifeMs;
    this.#now = now;
  }

  issue(): { readonly token: string; readonly expiresAt: number } {
    const { token, lifeMs } = this.#only ?? this.#another();
    const expiresAt = this.#now() + lifeMs;
    const [oldest] = this.#expiries.keys();
    if (this.#expiries.size === REMEMBERED && oldest !== undefined) this.#expiries.delete(oldest);
    this.#expiries.set(token, expiresAt);
    return { token, expiresAt };
  }

  /**
   * From now on it issues this token alone.
   *
   * @param lifeMs - Infinity: it does not expire.
   */
  issueOnly(token: string, lifeMs: number): void {
    this.#only = { token, lifeMs };
  }

  /** When the token expires or expired, in Unix milliseconds; undefined when it was never issued. */
  expiryOf(token: string): number | undefined {
    return this.#expiries.get(token);
  }

  /** From now on HubSpot refuses what was issued so far, whatever the provider believes. */
  expireAll(): void {
    for (const token of this.#expiries.keys()) this.#expiries.set(token, this.#now());
  }

  #another(): { readonly token: string; readonly lifeMs: number } {
    return { token: `sandbox-access-token-${(this.#issued += 1)}`, lifeMs: this.#lifeMs };
  }
}
