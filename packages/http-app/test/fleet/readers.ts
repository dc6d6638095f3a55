import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { Editions } from './editions.js';
import type { Instance } from './instance.js';

interface ReadersOptions {
  /** Clients of each instance. */
  readonly perInstance: number;
  /** Between an answer and the same client's next request. */
  readonly pauseMs: number;
}

interface Reading {
  goesOn: boolean;
  readonly ended: Promise<unknown>;
}

/** Clients that ask for the contacts all the time, and note whatever no client of a fleet may see. */
export class Readers {
  answers = 0;
  /** None, if all is well. */
  readonly complaints: string[] = [];
  readonly #options: ReadersOptions;
  readonly #readings = new Map<Instance, Reading>();
  readonly #listOf = new Map<string, string>();
  readonly #deleted = new Set<string>();

  constructor(options: ReadersOptions) {
    this.#options = options;
  }

  ask(...instances: readonly Instance[]): void {
    for (const instance of instances) {
      const reading = { goesOn: true, ended: Promise.resolve() as Promise<unknown> };
      const client = (): Promise<void> => this.#client(instance, reading);
      this.#readings.set(instance, reading);
      reading.ended = Promise.all(Array.from({ length: this.#options.perInstance }, client));
    }
  }

  /** No client may see it again that has missed it once. */
  missed(id: string): void {
    this.#deleted.add(id);
  }

  /** Resolves when nobody asks it any more. */
  async leave(instance: Instance): Promise<void> {
    const reading = this.#readings.get(instance);
    if (!reading) return;
    reading.goesOn = false;
    await reading.ended;
  }

  /** Ends all. Each client has had answers, and there was not one complaint. */
  async end(): Promise<void> {
    await Promise.all([...this.#readings.keys()].map((instance) => this.leave(instance)));
    expect(this.complaints.slice(0, 5)).to.deep.equal([]);
    expect(this.answers).to.be.at.least(this.#readings.size * this.#options.perInstance);
  }

  async #client(instance: Instance, reading: Reading): Promise<void> {
    let edition = 0;
    const gone = new Set<string>();
    while (reading.goesOn && instance.isRunning) {
      const list = await this.#read(instance);
      if (list !== undefined) {
        const now = Editions.of(list);
        // Of an account that does not change there is only one.
        if (now < edition) this.complaints.push(`the contacts went back from edition ${edition} to ${now}`);
        edition = now;
        for (const id of this.#deleted) {
          if (!list.includes(`{"id":"${id}"`)) gone.add(id);
          else if (gone.has(id)) this.complaints.push(`the contact ${id} came back`);
        }
      }
      await delay(this.#options.pauseMs);
    }
    if (reading.goesOn) this.complaints.push('an instance ended');
  }

  async #read(instance: Instance): Promise<string | undefined> {
    try {
      const answer = await instance.get('/contacts');
      const list = await answer.text();
      this.answers += 1;
      // It finds late what had come in time, and a client asks again.
      if (answer.status === 408 && instance.wasPaused) return undefined;
      if (answer.status !== 200) {
        this.complaints.push(`${answer.status} ${/"code":"\w+"/.exec(list)}`);
        return undefined;
      }
      const version = answer.headers.get('x-contacts-version')!;
      if ((this.#listOf.get(version) ?? list) !== list)
        this.complaints.push(`version ${version} means different lists`);
      this.#listOf.set(version, list);
      return list;
    } catch (error) {
      this.complaints.push(`no answer: ${String((error as Error).cause ?? error)}`);
      return undefined;
    }
  }
}
