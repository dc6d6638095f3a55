import { ContactDirectory, type ContactSnapshot } from '@contacts-gateway/domain';
import { platform } from '../platform.js';
import { Random } from './random.js';
import { SimulatedCrm } from './simulated-crm.js';
import { SimulatedProcess } from './simulated-process.js';
import { type SharedContents, SimulatedRedis } from './simulated-redis.js';
import { SimulatedTime } from './simulated-time.js';

export const TTL_MS = 10_000;
const limits = { ttlMs: TTL_MS, staleMs: 60_000, staleIfErrorMs: 600_000, reconcileMs: Infinity };
const TICK_MS = 1000;

interface Instance {
  readonly process: SimulatedProcess;
  readonly directory: ContactDirectory;
  checkpoint: string;
}

type Fault =
  | 'a process is paused'
  | 'a process is killed'
  | 'a process cannot read the source'
  | 'a process cannot reach the cache'
  | 'answers of the cache are lost'
  | 'the cache is down'
  | 'the cache is emptied'
  | 'the cache fails over'
  | 'an entry is evicted';

/** Instances on one cache and one source, and what goes wrong between them: a history that a seed decides. */
export class FleetSimulation {
  readonly random: Random;
  readonly time = new SimulatedTime();
  readonly crm: SimulatedCrm;
  readonly redis: SimulatedRedis;
  /** What must never be, and was. */
  readonly violations: string[] = [];
  readonly #instances: Instance[] = [];
  /** What each version was when it was first seen. */
  readonly #versions = new Map<string, string>();
  /** What goes wrong in this history. */
  readonly #kinds: readonly Fault[];
  readonly #faults: Record<Fault, (instance: Instance, ms: number) => void> = {
    'a process is paused': ({ process }, ms) => process.pause(ms),
    'a process is killed': (instance) => {
      this.kill(instance);
      this.time.in(this.random.between(0, 5000), () => this.start());
    },
    'a process cannot read the source': ({ process }, ms) => {
      this.crm.troubles.set(process, this.random.of(['refuses', 'hangs']));
      this.time.in(ms, () => this.crm.troubles.delete(process));
    },
    'a process cannot reach the cache': ({ process }, ms) => {
      this.redis.cutOff.add(process);
      this.time.in(ms, () => this.redis.cutOff.delete(process));
    },
    'answers of the cache are lost': (_instance, ms) => {
      this.redis.lossRate = 0.2;
      this.time.in(ms, () => (this.redis.lossRate = 0));
    },
    'the cache is down': (_instance, ms) => {
      this.redis.isDown = true;
      this.time.in(ms, () => (this.redis.isDown = false));
    },
    'the cache is emptied': () => this.redis.empty(),
    'the cache fails over': (_instance, ms) => {
      this.redis.replicate();
      this.time.in(ms, () => this.redis.failOver());
    },
    'an entry is evicted': () => this.redis.evict(),
  };
  #given = 0;
  #head: Uint8Array | undefined;
  #shared: SharedContents | undefined;
  #losses = 0;

  constructor(seed: number, ids: readonly string[]) {
    this.random = new Random(seed);
    this.crm = new SimulatedCrm(ids, this.time, this.random);
    this.redis = new SimulatedRedis(this.time, this.random);
    const kinds = Object.keys(this.#faults) as Fault[];
    const some = kinds.filter(() => this.random.chance(0.4));
    this.#kinds = some.length > 0 ? some : kinds;
  }

  get instances(): readonly Instance[] {
    return this.#instances.filter(({ process }) => !process.isDead);
  }

  start(): void {
    const process = new SimulatedProcess(this.time);
    const clockAheadMs = this.random.between(-2000, 2000);
    const directory = new ContactDirectory(this.crm.source(process), this.redis.client(process), limits, {
      ...platform,
      now: () => this.time.now + clockAheadMs,
      waitLimit: () => process.after(30_000),
      pause: (ms) => process.after(ms),
      randomId: () => `id ${(this.#given += 1)}`,
    });
    this.#instances.push({ process, directory, checkpoint: '' });
    void this.#tick(process, directory);
  }

  kill({ process }: Instance): void {
    process.isDead = true;
  }

  async pass(ms: number): Promise<void> {
    await this.time.pass(ms, () => this.#check());
  }

  /** Changes that no fault has a part in. */
  edit(): void {
    this.crm.change(this.random.of(this.crm.ids), this.random.chance(0.7));
  }

  fault(): void {
    const instance = this.instances.length > 0 && this.random.of(this.instances);
    if (instance) this.#faults[this.random.of(this.#kinds)](instance, this.random.between(500, 40_000));
  }

  /** Why the fleet and the truth differ; empty when they do not. */
  async differences(): Promise<string[]> {
    const truth = this.crm.ids.map((id) => this.crm.nameOf(id)).join();
    const answers = await Promise.all(this.instances.map(({ directory }) => directory.read()));
    const found = answers.map(({ snapshot }) => this.#namesIn(snapshot));
    const wrong = found.filter((names) => names !== truth).map((names) => `an instance has ${names}, not ${truth}`);
    const versions = new Set(answers.map(({ snapshot }) => snapshot.version));
    const shared = this.redis.shared();
    if (versions.size !== 1 || !shared || !versions.has(shared.version)) wrong.push('the cache has another version');
    return wrong;
  }

  async #tick(process: SimulatedProcess, directory: ContactDirectory): Promise<void> {
    for (;;) {
      void directory.keepFresh();
      if (this.random.chance(0.3)) directory.read().catch(() => undefined);
      await process.after(TICK_MS);
    }
  }

  #check(): void {
    this.#checkShared();
    for (const instance of this.instances) {
      const { copy } = instance.directory.status();
      if (!copy || copy.checkpoint === instance.checkpoint) continue;
      if (copy.checkpoint < instance.checkpoint) this.violations.push('a version goes back in the time of the source');
      instance.checkpoint = copy.checkpoint;
      void instance.directory.read().then(({ snapshot }) => this.#checkContacts(snapshot, copy.checkpoint));
    }
  }

  /**
   * While the cache loses nothing, nothing in it becomes older. Contact by contact that holds as long as it has never lost
   * anything and always answered: otherwise, of walks that ran at the same time, the one that began later may be put back, and
   * it may have read a contact earlier than the other.
   */
  #checkShared(): void {
    const { redis, crm, violations } = this;
    const head = redis.holds.stored.get('head')?.value;
    if (head === this.#head && redis.losses === this.#losses) return;
    const before = redis.losses === this.#losses ? this.#shared : undefined;
    this.#head = head;
    this.#losses = redis.losses;
    this.#shared = redis.shared();
    if (!before || !this.#shared) return;
    const { checkpoint, names } = this.#shared;
    if (checkpoint < before.checkpoint) violations.push('the head goes back in the time of the source');
    for (const id of crm.ids) {
      const [old, now] = [before.names.get(id), names.get(id)];
      if (old !== now && redis.isFaithful && crm.wasBefore(id, now, old))
        violations.push(`in the head ${id} goes back from ${old} to ${now}`);
    }
  }

  #checkContacts(snapshot: ContactSnapshot, checkpoint: string): void {
    const names = this.#namesIn(snapshot);
    const known = this.#versions.get(snapshot.version) ?? names;
    this.#versions.set(snapshot.version, names);
    if (names !== known) this.violations.push(`version ${snapshot.version} is two: ${known} and ${names}`);
    for (const id of this.crm.ids) {
      const name = snapshot.get(id)?.name;
      if (!this.crm.wasSince(id, name, checkpoint))
        this.violations.push(`${id} has not been ${name} since ${checkpoint}`);
    }
  }

  #namesIn(snapshot: ContactSnapshot): string {
    return this.crm.ids.map((id) => snapshot.get(id)?.name).join();
  }
}
