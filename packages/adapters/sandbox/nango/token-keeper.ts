import { Refusal, type StandInAnswer } from '../http/exchange.js';
import type { HeldToken } from './connection.js';
import { backingOff, refreshExhausted, refreshFailed } from './errors.js';
import type { NangoSwitches } from './switches.js';

/** Nango refreshes a token when it has less than this left to live. */
const REFRESH_MARGIN_MS = 15 * 60_000;
const BACK_OFF_MS = 30_000;

/** Holds a connection's token and decides when to refresh it. */
export class TokenKeeper {
  readonly #switches: NangoSwitches;
  readonly #issue: () => HeldToken;
  readonly #now: () => number;
  /** The connection as a failure shows it. */
  readonly #shown: () => unknown;
  #held: HeldToken | undefined;
  #failedAt = -Infinity;

  constructor(switches: NangoSwitches, issue: () => HeldToken, now: () => number, shown: () => unknown) {
    this.#switches = switches;
    this.#issue = issue;
    this.#now = now;
    this.#shown = shown;
  }

  /** @param force - refreshes whatever the expiry, and whatever failed before. */
  token(force: boolean): HeldToken {
    if (!force) this.#refuseWhileItCannotRefresh();
    const held = this.#held;
    if (!held) return this.#refresh();
    if (this.#switches.withoutRefreshToken) return held;
    return force || held.expiresAt - this.#now() < REFRESH_MARGIN_MS ? this.#refresh() : held;
  }

  /** A failed refresh blocks even a token that is still valid. */
  #refuseWhileItCannotRefresh(): void {
    if (this.#switches.refreshExhausted) this.#refuse(refreshExhausted);
    if (this.#now() - this.#failedAt < BACK_OFF_MS) this.#refuse(backingOff);
  }

  #refresh(): HeldToken {
    if (this.#switches.refreshFails) {
      this.#failedAt = this.#now();
      this.#refuse(refreshFailed);
    }
    this.#failedAt = -Infinity;
    this.#switches.refreshExhausted = false;
    return (this.#held = this.#issue());
  }

  #refuse(refusal: (connection: unknown) => StandInAnswer): never {
    throw new Refusal(refusal(this.#shown()));
  }
}
