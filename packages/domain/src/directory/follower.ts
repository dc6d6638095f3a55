import { type Confirmation, type Copy, isNewer } from '../fleet/copy.js';
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
    if (!seen.head || !this.#isNews(seen.head)) return seen;
    const newer = await this.#shared.load(seen.head, this.#state.copy?.snapshot);
    if (newer && this.#isNews(newer)) this.#receive(newer);
    return seen;
  }

  #isNews(them: Confirmation): boolean {
    return !this.#state.copy || isNewer(them, this.#state.copy);
  }

  #receive(copy: Copy): void {
    this.#state.have(copy);
    if (this.#state.freshness() === 'fresh') this.#state.backoff.bridged();
    const { version, size } = copy.snapshot;
    this.#platform.observe?.({ kind: 'copy-received', version, contacts: size, ageMs: this.#state.ageMs(copy) });
  }
}
