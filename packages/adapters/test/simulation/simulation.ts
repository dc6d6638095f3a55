import { isContactsError } from '@contacts-gateway/domain';
import { Deadlines } from './deadlines.js';
import type { Edit, History, Trouble } from './history/history.js';
import { Witness } from './witness.js';
import { Chance } from './world/chance.js';
import { Crm } from './world/crm.js';
import { DistantCache } from './world/distant-cache.js';
import { Fleet } from './world/fleet.js';
import { InProcessHttp } from './world/in-process-http.js';
import type { Instance, Sabotage } from './world/instance.js';
import { addFault } from './world/network-faults.js';
import { VirtualTime, withTimersOf } from './world/virtual-time.js';

const LOOK_EVERY_MS = 5000;

export interface Outcome {
  /** What must never be, and was. */
  readonly violations: readonly string[];
  readonly versions: number;
  /** How often changes since a version were asked for, and known. */
  readonly deltas: number;
  readonly unknownVersions: number;
  readonly requests: number;
}

/** Lets a history happen. */
export async function simulated(history: History, sabotage: Sabotage): Promise<Outcome> {
  return await new Simulation(history, sabotage).run();
}

class Simulation {
  readonly #history: History;
  readonly #time = new VirtualTime();
  readonly #chance: Chance;
  readonly #crm: Crm;
  readonly #cache: DistantCache;
  readonly #fleet: Fleet;
  readonly #deadlines: Deadlines;
  readonly #witness: Witness;
  #hasCacheFailed = false;
  #isCalm = false;
  /** From when on every instance and the cache are there. */
  #wholeAt = 0;

  constructor(history: History, sabotage: Sabotage) {
    this.#history = history;
    this.#chance = new Chance(history.chance);
    this.#crm = new Crm(history, this.#time);
    this.#cache = new DistantCache(this.#time, this.#chance);
    const world = { time: this.#time, chance: this.#chance, crm: this.#crm, cache: this.#cache, sabotage };
    this.#deadlines = new Deadlines(this.#crm, history);
    this.#witness = new Witness(this.#crm.truth, this.#deadlines, () => this.#time.now);
    const onStart = (instance: Instance): void => this.#witness.watches(instance);
    this.#fleet = new Fleet(history, world, onStart, (instance) => this.#use(instance));
  }

  run(): Promise<Outcome> {
    const http = new InProcessHttp(this.#crm.hubSpot, this.#time, this.#chance, this.#history.hopMs);
    return withTimersOf(this.#time, () => http.during(() => this.#happen()));
  }

  async #happen(): Promise<Outcome> {
    const { clocksAheadMs, hubSpot, turmoil, calm } = this.#history;
    this.#lag(hubSpot.indexLagMs);
    for (const ahead of clocksAheadMs) this.#fleet.start(ahead);
    for (const { afterMs, event } of turmoil) {
      await this.#time.pass(afterMs);
      this.#apply(event);
    }
    this.#crm.hubSpot.faults.clear();
    this.#isCalm = true;
    const calmAt = this.#deadlines.troubleEndsAt(Math.max(this.#time.now, this.#wholeAt));
    await this.#look(calmAt - this.#time.now);
    for (const { afterMs, event } of calm) {
      await this.#look(afterMs);
      this.#crm.apply(event);
    }
    await this.#look(this.#deadlines.lastAt - this.#time.now + LOOK_EVERY_MS);
    for (const instance of this.#fleet.serving) {
      this.#witness.expectsMerges(instance);
      this.#fleet.kill(instance);
    }
    const { violations, versions, deltas, unknownVersions } = this.#witness;
    const { requests } = this.#crm.hubSpot;
    return { violations: [...violations], versions: versions.size, deltas, unknownVersions, requests };
  }

  async #look(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= LOOK_EVERY_MS) {
      await this.#time.pass(Math.min(LOOK_EVERY_MS, left));
      for (const instance of this.#fleet.serving) this.#witness.expects(instance);
    }
  }

  #apply(event: Edit | Trouble): void {
    switch (event.kind) {
      case 'fault':
        return addFault(this.#crm.hubSpot, event, () => this.#crm.anyLiving(), this.#crm.truth.wasUnreadable);
      case 'index lag':
        return this.#lag(event.share * this.#history.settings.settleMs);
      case 'clock of HubSpot':
        return this.#crm.setClock(event.byMs);
      case 'kill':
      case 'close': {
        const { serving } = this.#fleet;
        const instance = serving[event.pick % serving.length];
        if (!instance) return;
        this.#fleet[event.kind](instance);
        return this.#later(event.backAfterMs, () => this.#fleet.start(instance.process.clockAheadMs));
      }
      case 'cache away':
        this.#hasCacheFailed = true;
        this.#cache.isAway = true;
        return this.#later(event.ms, () => (this.#cache.isAway = false));
      case 'cache emptied':
        this.#hasCacheFailed = true;
        return this.#cache.empty();
      default:
        return this.#crm.apply(event);
    }
  }

  /** At the latest when it has settled, search knows. */
  #lag(ms: number): void {
    this.#crm.lag(Math.min(ms, this.#history.settings.settleMs));
  }

  #later(ms: number, happen: () => void): void {
    this.#wholeAt = Math.max(this.#wholeAt, this.#time.now + ms);
    this.#time.in(ms, happen);
  }

  /** As callers do. Nobody forces a pass in the end: everything has to arrive without. */
  #use(instance: Instance): void {
    const isForced = !this.#isCalm && this.#chance.next() < 0.02;
    void this.#read(instance, isForced ? 'confirmed' : 'cached');
    const versions = [...this.#witness.versions.keys()];
    if (this.#chance.next() >= 0.1 || versions.length === 0) return;
    void this.#witness.asks(instance, this.#chance.of(versions), !this.#hasCacheFailed);
  }

  async #read(instance: Instance, demand: 'cached' | 'confirmed'): Promise<void> {
    try {
      this.#witness.sees(instance, (await instance.directory.read(demand)).snapshot);
    } catch (error) {
      if (!isContactsError(error)) throw error;
    }
  }
}
