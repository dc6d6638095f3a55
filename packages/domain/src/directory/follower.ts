import type { SeenHead, SharedCopy } from '../fleet/shared-copy.js';
import type { CopyState } from './copy-state.js';
import type { DirectoryPlatform } from './directory-platform.js';

/** Takes over what other instances have published. */
export class Follower {
  readonly #state: CopyState;
  readonly #shared: SharedCopy;
  readonly #platform: DirectoryPlatform;

  constructor(state: CopyState, shared: SharedCopy, platform: DirectoryPlatform) {
    this.#state = state;
    this.#shared = shared;
    this.#platform = platform;
  }

  /** Takes over the fleet's copy if it is newer than ours. Answers the head that was there. */
  async follow(): Promise<SeenHead> {
    const seen = await this.#shared.look();
    if (!seen.head || !this.#state.isNews(seen.head)) return seen;
    const newer = await this.#shared.load(seen.head, this.#state.copy?.snapshot);
    if (!newer || !this.#state.isNews(newer)) return seen;
    this.#state.receive(newer);
    const { version, size } = newer.snapshot;
    this.#platform.observe?.({ kind: 'copy-received', version, contacts: size, ageMs: this.#state.ageMs(newer) });
    return seen;
  }
}
