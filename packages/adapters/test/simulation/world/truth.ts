/** How a contact came to be as it is, and so how long it may take until everybody knows. */
export type Change =
  /** With a new date, by which search finds it. */
  | 'dated'
  /** It is in the archive now. */
  | 'archived'
  /** Nothing tells of it. */
  | 'undated';

interface State {
  /** By our clock. */
  readonly since: number;
  /** The contact as it ought to be in a copy; undefined when there is none. */
  readonly text: string | undefined;
  readonly change: Change;
}

const nothing: Pick<State, 'since' | 'text'> = { since: -Infinity, text: undefined };

/** What was true of each contact, and when. */
export class Truth {
  readonly #states = new Map<string, State[]>();
  /** By the ids of contacts that were merged. */
  readonly #survivors = new Map<string, string>();
  readonly #unreadable = new Set<string>();

  /** Every id that has ever been. */
  get ids(): Iterable<string> {
    return this.#states.keys();
  }

  /** The ids that were merged into others. */
  get merged(): Iterable<string> {
    return this.#survivors.keys();
  }

  became(id: string, state: State): void {
    this.#states.set(id, [...(this.#states.get(id) ?? []), state]);
  }

  mergedInto(survivor: string, id: string): void {
    this.#survivors.set(id, survivor);
  }

  /** A reading of the contact has brought no contact: who has it keeps what he had. */
  readonly wasUnreadable = (id: string): void => void this.#unreadable.add(id);

  hasBeenUnreadable(id: string): boolean {
    return this.#unreadable.has(id);
  }

  now(id: string): State {
    return this.#states.get(id)!.at(-1)!;
  }

  /**
   * The last change that has to arrive for a copy to be right about the id. Who was merged is known to be from the survivor
   * alone: from its record, or in the archive from what is left of it.
   */
  lastChange(id: string): Pick<State, 'since' | 'change'> {
    const { since, change } = this.now(id);
    const survivor = this.#survivors.get(id);
    if (survivor === undefined) return { since, change: this.#unreadable.has(id) ? 'undated' : change };
    const later = this.lastChange(survivor);
    return { since: Math.max(since, later.since), change: later.change };
  }

  /** The contact that an id leads to, through merges; undefined when there is none. */
  survivorOf(id: string): string | undefined {
    const survivor = this.#survivors.get(id);
    if (survivor !== undefined) return this.survivorOf(survivor);
    return this.now(id).text === undefined ? undefined : id;
  }

  /**
   * Whether that was so at any time since then.
   *
   * @param allowedMs - for how long what a change has ended may still seem to be so.
   */
  wasSince(id: string, text: string | undefined, since: number, allowedMs: (change: Change) => number): boolean {
    const states = this.#states.get(id) ?? [];
    const { change } = states.length === 0 ? { change: 'dated' as const } : this.lastChange(id);
    return [nothing, ...states].some((state, index) => {
      const next = states[index];
      if (state.text !== text || next?.since === -Infinity) return false;
      return !next || next.since + Math.max(allowedMs(next.change), allowedMs(change)) >= since;
    });
  }

  /** Whether the contact has been there, and could be read, from the very beginning. */
  hasAlwaysBeen(id: string): boolean {
    const states = this.#states.get(id)!;
    const isWhole = states[0]!.since === -Infinity && states.every(({ text }) => text !== undefined);
    return isWhole && !this.#unreadable.has(id);
  }
}
