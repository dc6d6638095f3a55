import type { Sandbox } from '@contacts-gateway/adapters/sandbox';
import { eventually } from './eventually.js';
import type { Instance } from './instance.js';

const EVERY_MS = 100;

/** Lets an account change all the time, in an order that every copy of it shows: in the name of its first contact. */
export class Editions {
  /** The number of the latest edit. */
  current = 0;
  readonly #timer: NodeJS.Timeout;

  constructor({ hubSpot }: Sandbox) {
    const first = hubSpot.account.contacts().next().value!;
    const edit = (): void =>
      hubSpot.edits.edit(first.id, { firstname: 'Edition', lastname: String((this.current += 1)) });
    edit();
    this.#timer = setInterval(edit, EVERY_MS);
  }

  /** That of a list of contacts. */
  static of(list: string): number {
    return Number(/"name":"Edition (\d+)"/.exec(list)?.[1]);
  }

  /** Resolves when each of the instances serves an edit that was made after this call. */
  async reach(instances: readonly Instance[], withinMs: number): Promise<void> {
    const { current } = this;
    const served = async (instance: Instance): Promise<number> =>
      Editions.of(await (await instance.get('/contacts')).text());
    const reached = (instance: Instance): Promise<unknown> =>
      eventually('an edit is served', withinMs, async () => (await served(instance)) > current);
    await Promise.all(instances.map(reached));
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
