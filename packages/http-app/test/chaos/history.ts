import { compareIds } from '@contacts-gateway/domain';

/** A stretch of time, in milliseconds; what is known of its ends errs on the long side. */
interface Span {
  readonly from: number;
  readonly until: number;
}

interface State extends Span {
  /** The JSON of the contact; undefined when there is none. */
  readonly text: string | undefined;
}

/** How an edit came about: the times before it was sent, and after it was answered. */
export interface Edited {
  readonly sentAt: number;
  readonly doneAt: number;
}

const nothing: State = { from: -Infinity, until: Infinity, text: undefined };

/** Every contact that an account has really had, and when. */
export class History {
  readonly #states = new Map<string, State[]>();
  readonly #deletionsMs: number;

  /** @param deletionsMs - how much later than anything else a deletion may be known. */
  constructor(deletionsMs: number) {
    this.#deletionsMs = deletionsMs;
  }

  get ids(): Iterable<string> {
    return this.#states.keys();
  }

  began(id: string, text: string): void {
    this.#states.set(id, [{ from: -Infinity, until: Infinity, text }]);
  }

  /** @param how - `deleted` is known later than what has a date of its own. */
  became(id: string, text: string | undefined, { sentAt, doneAt }: Edited, how: 'dated' | 'deleted' = 'dated'): void {
    const states = this.#states.get(id) ?? [nothing];
    const before = states.at(-1)!;
    const until = doneAt + (how === 'deleted' ? this.#deletionsMs : 0);
    this.#states.set(id, [...states.slice(0, -1), { ...before, until }, { from: sentAt, until: Infinity, text }]);
  }

  /** What it is now: the JSON of each contact, by ascending ids. */
  now(): Map<string, string> {
    const live = [...this.#states].map(([id, states]) => [id, states.at(-1)!.text] as const);
    return new Map(
      live
        .filter((entry): entry is readonly [string, string] => entry[1] !== undefined)
        .toSorted(([a], [b]) => compareIds(a, b)),
    );
  }

  /** Which of its states that is, in their order; undefined when it has never been so. No two are alike but those without a contact. */
  indexOf(id: string, text: string): number | undefined {
    const index = this.#statesOf(id).findLastIndex((state) => state.text === text);
    return index === -1 ? undefined : index;
  }

  /** Whether it was so at some time of the span. */
  wasSo(id: string, text: string | undefined, { from, until }: Span): boolean {
    return this.#statesOf(id).some((state) => state.text === text && state.from <= until && state.until >= from);
  }

  #statesOf(id: string): readonly State[] {
    return this.#states.get(id) ?? [nothing];
  }
}
