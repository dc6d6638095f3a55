import {
  compareIds,
  type ContactSourcePort,
  type ContactState,
  type ContactWalk,
  type SourceObserver,
  SourceUnreachable,
  toContact,
} from '@contacts-gateway/domain';
import type { Random } from './random.js';
import type { SimulatedProcess } from './simulated-process.js';
import type { SimulatedTime } from './simulated-time.js';

const PAGE = 4;
const CALL_MS = 40_000;

interface Change {
  readonly at: number;
  /** The contact's name from then on; undefined: it has none, for it is gone. */
  readonly name: string | undefined;
}

/** The truth: contacts that come, change and go, and remember when. */
export class SimulatedCrm {
  /** How each process is answered; as it should be unless told otherwise. */
  readonly troubles = new Map<SimulatedProcess, 'refuses' | 'hangs'>();
  walks = 0;
  walking = 0;
  mostWalking = 0;
  readonly #time: SimulatedTime;
  readonly #random: Random;
  readonly #clockAheadMs: number;
  readonly #slowRate: number;
  readonly #history = new Map<string, Change[]>();
  #changes = 0;

  constructor(ids: readonly string[], time: SimulatedTime, random: Random) {
    this.#time = time;
    this.#random = random;
    this.#slowRate = random.of([0.1, 0.9]);
    this.#clockAheadMs = random.between(-180_000, 180_000);
    for (const id of ids) this.#history.set(id, [{ at: -Infinity, name: undefined }]);
    for (const id of ids) if (random.chance(0.8)) this.change(id, true);
  }

  get ids(): readonly string[] {
    return [...this.#history.keys()];
  }

  change(id: string, lives: boolean): void {
    this.#changes += 1;
    this.#history.get(id)!.push({ at: this.#time.now, name: lives ? `Revision ${this.#changes}` : undefined });
  }

  nameOf(id: string): string | undefined {
    return this.#history.get(id)!.at(-1)!.name;
  }

  /** Whether that was the contact's name at any time since the moment that a checkpoint stands for. */
  wasSince(id: string, name: string | undefined, checkpoint: string): boolean {
    const since = Date.parse(checkpoint) - this.#clockAheadMs;
    const history = this.#history.get(id)!;
    return history.some((change, at) => change.name === name && (history[at + 1]?.at ?? Infinity) >= since);
  }

  /** Whether the contact had the one name last before it first had the other. */
  wasBefore(id: string, name: string | undefined, other: string | undefined): boolean {
    const history = this.#history.get(id)!;
    const lastEnd = history[history.findLastIndex((change) => change.name === name) + 1]?.at ?? Infinity;
    return lastEnd < history.find((change) => change.name === other)!.at;
  }

  source(process: SimulatedProcess): ContactSourcePort {
    return {
      name: 'simulated',
      walk: (observer) => this.#walk(process, observer),
      changesSince: () => Promise.resolve({ kind: 'walk-again', reason: 'it has no changes to name' }),
      read: async (ids, observer) => {
        await this.#call(process, observer);
        return new Map(ids.map((id): [string, ContactState] => [id, this.#stateOf(id)]));
      },
    };
  }

  #walk(process: SimulatedProcess, observer?: SourceObserver): ContactWalk {
    let cancel: (reason: SourceUnreachable) => void = () => undefined;
    const cancelled = new Promise<never>((_resolve, reject) => (cancel = reject));
    cancelled.catch(() => undefined);
    const pages = this.#pages.bind(this);
    const walk = {
      checkpoint: undefined as string | undefined,
      cancel: () => cancel(new SourceUnreachable()),
      [Symbol.asyncIterator]: () => pages(process, walk, cancelled, observer),
    };
    return walk;
  }

  async *#pages(
    process: SimulatedProcess,
    walk: { checkpoint: string | undefined },
    cancelled: Promise<never>,
    observer?: SourceObserver,
  ): AsyncGenerator<{ records: { contact: ReturnType<typeof toContact>; formerIds: string[] }[]; skipped: [] }> {
    this.walks += 1;
    this.walking += 1;
    this.mostWalking = Math.max(this.mostWalking, this.walking);
    try {
      let last: string | undefined;
      do {
        await Promise.race([this.#call(process, observer), cancelled]);
        const living = this.ids.filter((id) => this.nameOf(id) !== undefined).sort(compareIds);
        const found = living.filter((id) => last === undefined || compareIds(id, last) > 0).slice(0, PAGE);
        walk.checkpoint ??= new Date(Math.floor((this.#time.now + this.#clockAheadMs) / 1000) * 1000).toISOString();
        last = found.length < PAGE ? undefined : found.at(-1);
        yield { records: found.map((id) => this.#record(id)), skipped: [] };
      } while (last !== undefined);
    } finally {
      this.walking -= 1;
    }
  }

  async #call(process: SimulatedProcess, observer?: SourceObserver): Promise<void> {
    await process.after(
      this.#random.chance(this.#slowRate) ? this.#random.between(500, 4000) : this.#random.between(5, 50),
    );
    const trouble = this.troubles.get(process);
    if (!trouble) return observer?.onAnswer?.();
    if (trouble === 'hangs') await process.after(CALL_MS);
    observer?.onRetry?.(new SourceUnreachable());
    await process.after(1000);
    if (this.troubles.has(process)) throw new SourceUnreachable();
  }

  #stateOf(id: string): ContactState {
    return this.nameOf(id) === undefined ? { kind: 'gone' } : { kind: 'contact', ...this.#record(id) };
  }

  #record(id: string) {
    const contact = toContact({ id, firstName: this.nameOf(id)!, lastName: '', email: '', source: 'simulated' });
    return { contact, formerIds: [] };
  }
}
