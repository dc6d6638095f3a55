import { type Contact, compareIds } from '@contacts-gateway/domain';

/** By id, the JSON of each contact. */
export type Contents = ReadonlyMap<string, string>;

interface Changes {
  readonly version: string;
  readonly upserts: readonly Contact[];
  readonly removed: readonly string[];
}

/** What has changed since a version leads to the version that it names. */
export class ChangesCheck {
  /** How often both versions were known. */
  checked = 0;
  readonly #versions = new Map<string, Contents>();

  saw(version: string, contacts: readonly Contact[]): void {
    if (!this.#versions.has(version))
      this.#versions.set(version, new Map(contacts.map((contact) => [contact.id, JSON.stringify(contact)])));
  }

  faultsOf(since: string, version: string | null, plain: Buffer): string[] {
    const changes = JSON.parse(plain.toString()) as Changes;
    const ids = [...changes.upserts.map(({ id }) => id), ...changes.removed];
    const faults = changes.version === version ? [] : ['it names another version than its header'];
    if (new Set(ids).size < ids.length) faults.push('it names an id twice');
    const [before, after] = [this.#versions.get(since), this.#versions.get(changes.version)];
    if (!before || !after) return faults;
    this.checked += 1;
    const made = new Map(before);
    for (const id of changes.removed) made.delete(id);
    for (const contact of changes.upserts) made.set(contact.id, JSON.stringify(contact));
    const wrong = [...new Set([...made.keys(), ...after.keys()])].filter((id) => made.get(id) !== after.get(id));
    return wrong.length === 0
      ? faults
      : [...faults, `it does not lead to its version: ${wrong.toSorted(compareIds).slice(0, 3).join()}`];
  }
}
