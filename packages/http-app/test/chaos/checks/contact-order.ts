import type { Contact } from '@contacts-gateway/domain';
import type { Answer } from '../exchange.js';
import type { History } from '../history.js';

/** While an instance lives, none of its contacts becomes again what it was before, and none that was removed returns. */
export class ContactOrderCheck {
  readonly #history: History;
  readonly #latest = new Map<string, number>();
  #version: string | null = null;
  #seenAt = -Infinity;

  constructor(history: History) {
    this.#history = history;
  }

  /** @param contacts - all of them. */
  faultsOf(contacts: readonly Contact[], { headers, askedAt, endedAt }: Answer): string[] {
    const version = headers.get('x-contacts-version');
    // Of two that overlap nobody knows which was first.
    if (version === this.#version || askedAt < this.#seenAt) return [];
    [this.#version, this.#seenAt] = [version, endedAt];
    const indexes = new Map(
      contacts.map((contact) => [contact.id, this.#history.indexOf(contact.id, JSON.stringify(contact))]),
    );
    const faults: string[] = [];
    for (const [id, index] of indexes) {
      if (index === undefined) continue;
      const before = this.#latest.get(id) ?? -1;
      if (index < before) faults.push(`the contact ${id} goes back from ${before} to ${index}`);
      this.#latest.set(id, index);
    }
    for (const id of this.#latest.keys()) if (!indexes.has(id)) this.#latest.set(id, Infinity);
    return faults;
  }
}
