import fc from 'fast-check';
import { share } from './evenly.js';
import type { History } from './history.js';
import type { SandboxProcess } from './sandbox-process.js';
import { isToStay, textOf, type Truth } from './truth.js';

interface Plan {
  readonly kind: 'create' | 'rename' | 'readdress' | 'archive' | 'merge';
  /** Which contacts, from 0 to below 1. */
  readonly who: number;
  readonly other: number;
}

const plans = fc.record<Plan>({
  kind: fc.constantFrom('rename', 'rename', 'rename', 'readdress', 'create', 'create', 'archive', 'merge'),
  who: share,
  other: share,
});
const PLANS = 5000;
const STRETCH = 500;

/** People and programs that change an account all the time. Each change is told in the contact, so that no two are alike. */
export class Editor {
  edits = 0;
  readonly #sandbox: SandboxProcess;
  readonly #history: History;
  readonly #plans: readonly Plan[];

  constructor(sandbox: SandboxProcess, history: History, seed: number) {
    this.#sandbox = sandbox;
    this.#history = history;
    this.#plans = fc.sample(plans, { seed, numRuns: PLANS });
  }

  /** All contacts as they are in the account, by ascending ids. */
  async truth(): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    for (let after: string | undefined; ;) {
      const contacts = await this.#contacts({ after, limit: STRETCH });
      for (const contact of contacts) texts.set(contact.id, textOf(contact));
      const last = contacts.at(-1);
      if (!last) return texts;
      after = last.id;
    }
  }

  async begin(): Promise<void> {
    for (const [id, text] of await this.truth()) this.#history.began(id, text);
  }

  async editOnce(): Promise<void> {
    const { kind, who, other } = this.#plans[this.edits % PLANS]!;
    this.edits += 1;
    const live = [...this.#history.now().keys()];
    const mortal = live.filter((each) => !isToStay(each));
    const id = live[Math.floor(who * live.length)]!;
    const gone = mortal[Math.floor(other * mortal.length)]!;
    const lastname = `Sandboxley ${this.edits}`;
    const email = `edit.${this.edits}@sandbox.example`;
    switch (kind) {
      case 'create':
        return this.#made([], 'create', { properties: { firstname: 'Created', lastname, email } });
      case 'rename':
        return this.#made([id], 'edit', { id, properties: { firstname: 'Renamed', lastname } });
      case 'readdress':
        return this.#made([id], 'edit', { id, properties: { email } });
      case 'archive':
        return this.#made([gone], 'archive', { id: gone });
      case 'merge':
        if (id !== gone) await this.#made([id, gone], 'merge', { survivor: id, merged: gone });
    }
  }

  /** @param touched - the ids whose contacts become something else, beside that which the command answers. */
  async #made(touched: readonly string[], command: string, input: object): Promise<void> {
    const sentAt = performance.now();
    const { id } = (await this.#sandbox.command(command, input)) as { readonly id: string };
    const edited = { sentAt, doneAt: performance.now() };
    for (const each of new Set([...touched, id])) {
      const [contact] = await this.#contacts({ after: String(Number(each) - 1), limit: 1 });
      const text = contact?.id === each ? textOf(contact) : undefined;
      const isSame = text !== undefined && this.#history.indexOf(each, text) !== undefined;
      if (!isSame) this.#history.became(each, text, edited, command === 'archive' ? 'deleted' : 'dated');
    }
  }

  async #contacts(stretch: { readonly after: string | undefined; readonly limit: number }): Promise<readonly Truth[]> {
    return ((await this.#sandbox.command('contacts', stretch)) as { contacts: readonly Truth[] }).contacts;
  }
}
