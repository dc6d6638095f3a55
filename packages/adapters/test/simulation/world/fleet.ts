import { MemoryCache } from '@contacts-gateway/adapters/memory';
import type { History } from '../history/history.js';
import type { Chance } from './chance.js';
import type { Crm } from './crm.js';
import type { DistantCache } from './distant-cache.js';
import { Instance, type Sabotage } from './instance.js';
import { SimulatedProcess } from './simulated-process.js';
import type { VirtualTime } from './virtual-time.js';

const TICK_MS = 1000;

interface World {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly crm: Crm;
  readonly cache: DistantCache;
  readonly sabotage: Sabotage;
}

/** The instances that serve. */
export class Fleet {
  readonly #history: History;
  readonly #world: World;
  readonly #onStart: (instance: Instance) => void;
  readonly #onTick: (instance: Instance) => void;
  readonly #serving = new Set<Instance>();

  /** @param onTick - called for each instance every second. */
  constructor(
    history: History,
    world: World,
    onStart: (instance: Instance) => void,
    onTick: (instance: Instance) => void,
  ) {
    this.#onStart = onStart;
    this.#history = history;
    this.#world = world;
    this.#onTick = onTick;
  }

  get serving(): readonly Instance[] {
    return [...this.#serving];
  }

  start(clockAheadMs: number): void {
    const { time, chance, crm, cache, sabotage } = this.#world;
    const process = new SimulatedProcess(time, chance, clockAheadMs);
    const isAlone = this.#history.cache === 'own';
    const own = isAlone ? new MemoryCache({ now: process.now }) : cache.client(process);
    const instance = new Instance(process, crm, own, this.#history.settings, sabotage);
    this.#serving.add(instance);
    this.#onStart(instance);
    void this.#serve(instance);
  }

  /** Whatever it was about to do is never done. */
  kill(instance: Instance): void {
    instance.process.isDead = true;
    this.#serving.delete(instance);
  }

  close(instance: Instance): void {
    instance.close();
    this.#serving.delete(instance);
  }

  async #serve(instance: Instance): Promise<void> {
    while (this.#serving.has(instance)) {
      void instance.directory.keepFresh();
      this.#onTick(instance);
      await instance.process.pause(TICK_MS);
    }
  }
}
