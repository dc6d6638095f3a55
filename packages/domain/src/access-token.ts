const PLACEHOLDER = '[access token]';

/**
 * A bearer token that cannot be shown by accident: printing, inspecting, serialising or logging it gives a
 * placeholder. `reveal()` is for the Authorization header of the source; adapters of the token port compare by it.
 */
export class AccessToken {
  readonly #secret: string;
  /** Unix time in milliseconds; undefined when the provider states none. */
  readonly expiresAt: number | undefined;

  constructor(secret: string, expiresAt?: number) {
    this.#secret = secret;
    this.expiresAt = expiresAt;
  }

  reveal(): string {
    return this.#secret;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return PLACEHOLDER;
  }
}
