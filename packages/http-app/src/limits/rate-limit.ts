import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;
/** A hundredth at a time: that little of a limit may go to waste, and so seldom is Redis asked. */
const LOTS = 100;

/** How somebody stands with a limit. */
export interface Standing {
  readonly isWithin: boolean;
  /** What is left until then. */
  readonly remaining: number;
  /** Whole seconds until all is there again. */
  readonly resetSeconds: number;
}

/** What has been taken out of a window at once, to be handed out here. */
interface Lot {
  left: number;
  readonly beyond: number;
  readonly isLast: boolean;
  readonly endsAt: number;
}

export interface RateLimitOptions {
  /** Tells it from other limits. */
  readonly name: string;
  readonly perMinute: number;
  /** Where the instances of a fleet share it; without, or while that is away, each keeps its own. */
  readonly shared?: { readonly client: object; readonly prefix: string };
}

/** So much a minute for each of a bounded number of names. It never fails. */
export class RateLimit {
  readonly name: string;
  readonly perMinute: number;
  readonly #limiter: RateLimiterAbstract;
  readonly #lots = new Map<string, Lot>();
  readonly #asked = new Map<string, Promise<Lot>>();

  constructor({ name, perMinute, shared }: RateLimitOptions) {
    this.name = name;
    this.perMinute = perMinute;
    const own = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
    this.#limiter = shared
      ? new RateLimiterRedis({
          points: perMinute,
          duration: WINDOW_SECONDS,
          storeClient: shared.client,
          keyPrefix: `${shared.prefix}limit:${name}`,
          rejectIfRedisNotReady: true,
          insuranceLimiter: own,
        })
      : own;
  }

  /** Counts one more of it. */
  async take(who: string): Promise<Standing> {
    for (;;) {
      const now = performance.now();
      const lot = this.#lots.get(who);
      if (lot && now < lot.endsAt && (lot.left > 0 || lot.isLast)) return handedOut(lot, now);
      await (this.#asked.get(who) ?? this.#ask(who));
    }
  }

  /** For all who wait for it. */
  #ask(who: string): Promise<Lot> {
    const asked = this.#nextLot(who).finally(() => this.#asked.delete(who));
    this.#asked.set(who, asked);
    return asked;
  }

  async #nextLot(who: string): Promise<Lot> {
    const size = Math.max(1, Math.floor(this.perMinute / LOTS));
    const answer = await this.#limiter.consume(who, size).catch((refusal: unknown) => refusal);
    if (!(answer instanceof RateLimiterRes)) throw answer;
    const { consumedPoints, remainingPoints, msBeforeNext } = answer;
    const isLast = consumedPoints > this.perMinute;
    const lot = {
      left: isLast ? 0 : size,
      beyond: remainingPoints,
      isLast,
      endsAt: performance.now() + Math.max(1, msBeforeNext),
    };
    this.#lots.set(who, lot);
    return lot;
  }
}

function handedOut(lot: Lot, now: number): Standing {
  const isWithin = lot.left > 0;
  if (isWithin) lot.left -= 1;
  return { isWithin, remaining: lot.left + lot.beyond, resetSeconds: Math.ceil((lot.endsAt - now) / 1000) };
}
