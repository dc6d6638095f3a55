import {
  type ContactPage,
  type ContactSourcePort,
  type ContactState,
  type ContactWalk,
  type SourceChanges,
  SourceUnreachable,
  type WalkAgain,
} from '@contacts-gateway/domain';
import { record } from './scripted-source.js';

/** A source that answers at once from what a test says is true, and names what a test says it names. */
export class ChangingSource implements ContactSourcePort {
  readonly name = 'changing';
  /** Names by id. */
  readonly contacts = new Map<string, string>();
  /** Survivors by former id. */
  readonly merged = new Map<string, string>();
  readonly unreadable = new Set<string>();
  /** What the next answers name; nothing when there is none left. */
  readonly named: (Partial<Omit<SourceChanges, 'kind' | 'checkpoint'>> | WalkAgain)[] = [];
  /** What was asked, in order. */
  readonly asked: (
    'walk' | { readonly since: string; readonly size: number } | { readonly read: readonly string[] }
  )[] = [];
  /** Resolves when a walk may go on after its first page. */
  heldBack: Promise<unknown> = Promise.resolve();
  isAway = false;
  /** What a walk passes over, though it is there. */
  readonly unlisted = new Set<string>();
  #moment = 0;

  /** @param ids - contacts to begin with. */
  constructor(...ids: string[]) {
    for (const id of ids) this.contacts.set(id, `Person ${id}`);
  }

  /** The ids of each reading. */
  get readings(): readonly (readonly string[])[] {
    return this.asked.flatMap((question) =>
      typeof question === 'object' && 'read' in question ? [question.read] : [],
    );
  }

  get walks(): number {
    return this.asked.filter((question) => question === 'walk').length;
  }

  walk(): ContactWalk {
    let isCancelled = false;
    this.asked.push('walk');
    const walk = {
      checkpoint: undefined as string | undefined,
      cancel: () => void (isCancelled = true),
      [Symbol.asyncIterator]: () => pages(),
    };
    const listed = (): string[] => [...this.contacts.keys()].filter((id) => !this.unlisted.has(id));
    const pageOf = (ids: readonly string[]): ContactPage => ({
      records: ids.map((id) => this.#record(id)),
      skipped: [],
    });
    const pages = async function* (this: ChangingSource): AsyncGenerator<ContactPage> {
      if (this.isAway) throw new SourceUnreachable();
      walk.checkpoint = this.#next();
      const [first, ...rest] = listed();
      yield pageOf(first === undefined ? [] : [first]);
      await this.heldBack;
      if (isCancelled || this.isAway) throw new SourceUnreachable();
      yield pageOf(rest.filter((id) => listed().includes(id)));
    }.bind(this);
    return walk;
  }

  async changesSince(since: string, size: number): Promise<SourceChanges | WalkAgain> {
    this.asked.push({ since, size });
    if (this.isAway) throw new SourceUnreachable();
    const next = this.named.shift() ?? {};
    if ('kind' in next) return next;
    return { kind: 'changes', changed: [], perhapsGone: [], checkpoint: this.#next(), ...next };
  }

  async read(ids: readonly string[]): Promise<ReadonlyMap<string, ContactState>> {
    this.asked.push({ read: ids });
    if (this.isAway) throw new SourceUnreachable();
    return new Map(ids.map((id) => [id, this.#stateOf(id)]));
  }

  #stateOf(id: string): ContactState {
    const survivor = this.merged.get(id);
    if (this.unreadable.has(id)) return { kind: 'unreadable' };
    if (survivor !== undefined) return { kind: 'merged', ...this.#record(survivor) };
    return this.contacts.has(id) ? { kind: 'contact', ...this.#record(id) } : { kind: 'gone' };
  }

  #record(id: string) {
    const formerIds = [...this.merged].filter(([, survivor]) => survivor === id).map(([former]) => former);
    return record(id, this.contacts.get(id), formerIds);
  }

  #next(): string {
    this.#moment += 1;
    return String(this.#moment).padStart(6, '0');
  }
}
