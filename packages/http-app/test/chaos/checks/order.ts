import type { Answer } from '../exchange.js';

interface Sight {
  readonly version: string;
  readonly askedAt: number;
  readonly endedAt: number;
}

/** Those of many seconds: answers overlap, but not that long. */
const REMEMBERED = 2000;

/** While an instance lives, it goes from one version to the next and never back. */
export class OrderCheck {
  readonly #sights: Sight[] = [];
  /** When a version had been seen for the first time. */
  readonly #seenAt = new Map<string, number>();

  faultsOf({ headers, askedAt, endedAt }: Answer): string[] {
    const version = headers.get('x-contacts-version');
    if (version === null) return [];
    const seenAt = this.#seenAt.get(version) ?? endedAt;
    this.#seenAt.set(version, seenAt);
    const isBack = this.#sights.some(
      (between) => between.version !== version && between.askedAt > seenAt && between.endedAt < askedAt,
    );
    this.#sights.unshift({ version, askedAt, endedAt });
    this.#sights.splice(REMEMBERED);
    return isBack ? [`version ${version} came back`] : [];
  }
}
