import type { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Instance } from '../fleet/instance.js';
import { type Answer, exchanged } from './exchange.js';

/** How often a load balancer looks. */
const LOOK_EVERY_MS = 250;
const QUESTION = { method: 'GET', target: '/ready', headers: {} } as const;

/** One life of a member: from a start to an end. */
export interface Life {
  /** Another one after each start. */
  readonly name: string;
  readonly url: string;
  /** What it was told to end with. */
  endedBy: 'SIGTERM' | 'SIGKILL' | undefined;
}

/** A place in the fleet, and whether a load balancer sends requests there. */
export class Member {
  /** All that were there so far. */
  readonly instances: Instance[] = [];
  life: Life | undefined;
  isReady = false;
  /** Of the probes. */
  onAnswer: (answer: Answer, life: Life) => void = () => undefined;
  onNoAnswer: (error: unknown, life: Life) => void = () => undefined;
  readonly #name: string;
  readonly #environment: Record<string, string>;
  readonly #agent: Agent;

  constructor(name: string, environment: Record<string, string>, agent: Agent) {
    this.#name = name;
    this.#environment = environment;
    this.#agent = agent;
  }

  async start(): Promise<void> {
    const instance = await Instance.start(this.#environment);
    this.instances.push(instance);
    const life: Life = { name: `${this.#name}.${this.instances.length}`, url: instance.url, endedBy: undefined };
    this.life = life;
    void this.#watch(life);
  }

  async end(signal: NonNullable<Life['endedBy']>): Promise<void> {
    const { life } = this;
    if (!life) return;
    life.endedBy = signal;
    await this.instances.at(-1)!.end(signal);
    this.life = undefined;
    this.isReady = false;
  }

  async #watch(life: Life): Promise<void> {
    while (this.life === life) {
      try {
        const answer = await exchanged(life.url, QUESTION, this.#agent);
        if (this.life === life) this.isReady = answer.status === 200;
        this.onAnswer(answer, life);
      } catch (error) {
        this.isReady = false;
        // One that leaves stops listening before it ends.
        if (life.endedBy === undefined) this.onNoAnswer(error, life);
      }
      await delay(LOOK_EVERY_MS);
    }
  }
}
