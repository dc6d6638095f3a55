import type {
  ContactPage,
  ContactRecord,
  ContactSourcePort,
  ContactState,
  ContactWalk,
  SourceChanges,
} from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';

type Spoil = (rig: SourceRig) => Partial<SourceRig>;

/** A source that does some of what it does in another way, given the good one. */
export const doing =
  (spoil: (source: ContactSourcePort, rig: SourceRig) => Partial<ContactSourcePort>): Spoil =>
  (rig) => ({
    source: {
      name: rig.source.name,
      walk: (observer) => rig.source.walk(observer),
      changesSince: (...since) => rig.source.changesSince(...since),
      read: (ids, observer) => rig.source.read(ids, observer),
      ...spoil(rig.source, rig),
    },
  });

/** A walk that does some of what it does in another way, given the good one. */
export class SpoiledWalk implements ContactWalk {
  readonly #walk: ContactWalk;
  readonly #spoil: SpoilWalk;

  constructor(walk: ContactWalk, spoil: SpoilWalk) {
    this.#walk = walk;
    this.#spoil = spoil;
  }

  get checkpoint(): string | undefined {
    const { checkpoint } = this.#walk;
    return this.#spoil.checkpoint ? this.#spoil.checkpoint(checkpoint) : checkpoint;
  }

  get expected(): number | undefined {
    return this.#spoil.expected ? this.#spoil.expected(this.#walk.expected) : this.#walk.expected;
  }

  cancel(): void {
    if (this.#spoil.cancel) this.#spoil.cancel();
    else this.#walk.cancel();
  }

  [Symbol.asyncIterator](): AsyncIterator<ContactPage> {
    return (this.#spoil.pages?.() ?? this.#walk)[Symbol.asyncIterator]();
  }
}

interface SpoilWalk {
  readonly checkpoint?: (checkpoint: string | undefined) => string | undefined;
  readonly expected?: (expected: number | undefined) => number | undefined;
  readonly cancel?: () => void;
  readonly pages?: () => AsyncIterable<ContactPage>;
}

export const walking = (
  spoil: (pages: AsyncIterable<ContactPage>, rig: SourceRig) => AsyncIterable<ContactPage>,
): Spoil =>
  doing((source, rig) => ({
    walk: (observer) => {
      const walk = source.walk(observer);
      return new SpoiledWalk(walk, { pages: () => spoil(walk, rig) });
    },
  }));

/** Takes a failure for the end. */
export const endingQuietly = walking(async function* (pages) {
  try {
    yield* pages;
  } catch {
    return;
  }
});

export const changingPages = (change: (page: ContactPage) => ContactPage): Spoil =>
  walking(async function* (pages) {
    for await (const page of pages) yield change(page);
  });

export const changingRecords = (change: (record: ContactRecord) => ContactRecord): Spoil =>
  changingPages(({ records, skipped }) => ({ records: records.map(change), skipped }));

export const reading = (
  change: (states: Map<string, ContactState>, ids: readonly string[]) => ReadonlyMap<string, ContactState>,
): Spoil => doing((source) => ({ read: async (ids) => change(new Map(await source.read(ids)), ids) }));

export const changingChanges = (change: (changes: SourceChanges) => SourceChanges): Spoil =>
  doing((source) => ({
    changesSince: async (...since) => {
      const answer = await source.changesSince(...since);
      return answer.kind === 'changes' ? change(answer) : answer;
    },
  }));

export const changingStates = (change: (state: ContactState) => ContactState): Spoil =>
  reading((states) => new Map([...states].map(([id, state]) => [id, change(state)])));
