import type { Hit } from './search-answer.js';

interface Answer {
  readonly checkpoint: string;
  /** By id, the date at which it was named. */
  readonly named: ReadonlyMap<string, number>;
}

const nothing: Answer = { checkpoint: '', named: new Map() };

/**
 * What need not be named once more, although the time that each pass looks back finds it again. Only who comes with the
 * checkpoint of an answer has read all that it named.
 */
export class NamedBefore {
  #last = nothing;
  #confirmed = nothing;

  /** Which hits are news to who has this checkpoint. */
  newTo(checkpoint: string): (hit: Hit) => boolean {
    if (checkpoint === this.#last.checkpoint) this.#confirmed = this.#last;
    const { named } = checkpoint === this.#confirmed.checkpoint ? this.#confirmed : nothing;
    return ({ id, modifiedAt }) => named.get(id) !== modifiedAt;
  }

  /** @param hits - all that the answer with this checkpoint has named, or its caller had read before. */
  remember(checkpoint: string, hits: readonly Hit[]): void {
    this.#last = { checkpoint, named: new Map(hits.map(({ id, modifiedAt }) => [id, modifiedAt])) };
  }
}
