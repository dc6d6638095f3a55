import type { Contact } from '@contacts-gateway/domain';
import { gunzipSync } from 'node:zlib';
import type { Contract } from '../contract.js';
import { ChangesCheck } from './checks/changes.js';
import { ContactOrderCheck } from './checks/contact-order.js';
import { contactsIn } from './checks/contacts-in.js';
import { ContentsCheck, sinceOf } from './checks/contents.js';
import { FormCheck } from './checks/form.js';
import { OrderCheck } from './checks/order.js';
import { SamenessCheck } from './checks/sameness.js';
import type { Answer } from './exchange.js';
import type { History } from './history.js';

interface Life {
  readonly versions: OrderCheck;
  readonly contacts: ContactOrderCheck;
}

/** Looks at every answer, and remembers what it takes to know that the next one is right. */
export class Checker {
  readonly changes = new ChangesCheck();
  readonly #history: History;
  readonly #form: FormCheck;
  readonly #sameness = new SamenessCheck();
  readonly #contents: ContentsCheck;
  /** By instance, which has another name after each start. */
  readonly #lives = new Map<string, Life>();

  constructor(history: History, contract: Contract) {
    this.#history = history;
    this.#form = new FormCheck(contract);
    this.#contents = new ContentsCheck(history);
  }

  /** What is wrong with an answer of an instance; nothing, if all is well. */
  faultsOf(answer: Answer, instance: string): string[] {
    try {
      const plain = plainBody(answer);
      return [
        ...this.#form.faultsOf(answer, plain),
        ...this.#sameness.faultsOf(answer),
        ...this.#lifeOf(instance).versions.faultsOf(answer),
        ...this.#contentFaults(answer, plain, instance),
      ];
    } catch (error) {
      return [`a body that ended cleanly cannot be read: ${error instanceof Error ? error.name : 'why is not known'}`];
    }
  }

  #contentFaults(answer: Answer, plain: Buffer, instance: string): string[] {
    const shown = contactsIn(answer, plain);
    if (!shown) return this.#otherFaults(answer, plain);
    const { range, contacts } = shown;
    const faults = this.#contents.faultsOf(shown, answer);
    if (!range || range.after !== undefined || range.last !== undefined) return faults;
    this.changes.saw(answer.headers.get('x-contacts-version')!, contacts);
    return [...faults, ...this.#lifeOf(instance).contacts.faultsOf(contacts, answer)];
  }

  #otherFaults(answer: Answer, plain: Buffer): string[] {
    const { method, target } = answer.question;
    const { pathname, searchParams } = new URL(target, 'http://gateway.example');
    if (method === 'HEAD') return [];
    if (pathname === '/contacts/changes') {
      if (answer.status !== 200) return [];
      return this.changes.faultsOf(searchParams.get('since')!, answer.headers.get('x-contacts-version'), plain);
    }
    const id = /^\/contacts\/(.+)$/.exec(pathname)?.[1];
    return id === undefined ? [] : this.#contactFaults(id, answer, plain);
  }

  #contactFaults(id: string, answer: Answer, plain: Buffer): string[] {
    if (answer.status === 404) return this.#contents.mayLack(id, answer) ? [] : [`there is a contact ${id}`];
    if (answer.status !== 200) return [];
    const contact = JSON.parse(plain.toString()) as Contact;
    const place = answer.headers.get('content-location');
    const isAsked = contact.id === id ? place === null : place === `/contacts/${contact.id}`;
    const faults = this.#contents.contactFaults(contact, sinceOf(answer), answer.endedAt);
    return isAsked ? faults : [...faults, 'it is another contact'];
  }

  #lifeOf(instance: string): Life {
    const life = this.#lives.get(instance) ?? {
      versions: new OrderCheck(),
      contacts: new ContactOrderCheck(this.#history),
    };
    this.#lives.set(instance, life);
    return life;
  }
}

/** @throws when what is compressed is not whole. */
const plainBody = ({ headers, body }: Answer): Buffer =>
  headers.get('content-encoding') === 'gzip' && body.length > 0 ? gunzipSync(body) : body;
