import type { TokenPort } from '@contacts-gateway/domain';

/**
 * The provider behind it has one token, and answers that one until it is supplied with another. Model a server that mints one for
 * each request as one that has minted it beforehand: what it answers is the token that it was supplied with last.
 */
export interface TokenRig {
  readonly tokens: TokenPort;
  /** How often the provider has been asked for a token. */
  readonly fetches: () => number;
  /** What no error may show, such as the key of the provider. */
  readonly secrets: readonly string[];
  /**
   * From now on the provider answers this token alone, which then lives this many milliseconds from now; where it lives for
   * Infinity, the provider states no expiry.
   */
  readonly supply?: (secret: string, lifeMs: number) => void | Promise<void>;
  /** Lets this many milliseconds pass for the adapter: on a clock of its own that began with the real time, or by waiting. */
  readonly advance?: (ms: number) => void | Promise<void>;
  /** From now on the provider answers no token, and asks to be left alone for so many milliseconds, until it is supplied with one. */
  readonly asksToWait?: (ms: number) => void | Promise<void>;
  /** Everything that the adapter has told those who watch it, such as a log. */
  readonly logged?: () => readonly unknown[];
  /** From now on the provider fails so that this is the error, until it is supplied with a token. */
  readonly token_unavailable?: () => void | Promise<void>;
  readonly token_provider_misconfigured?: () => void | Promise<void>;
}

export const CALLERS = 50;
export const MINUTE_MS = 60_000;
export const HALF_AN_HOUR_MS = 30 * MINUTE_MS;
/** Longer than a request takes to arrive. */
export const UNDER_WAY_MS = 20;

/** Neither the beginning nor the end of one tells it from another. */
export const secretOf = (number: number): string => `contract-token-${'x'.repeat(80)}-${number}-${'x'.repeat(80)}`;

export const FIRST = secretOf(1);
export const SECOND = secretOf(2);
