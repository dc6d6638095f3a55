import {
  type Contact,
  type ContactPage,
  type ContactRecord,
  type ContactsError,
  type ContactSourcePort,
  type ContactState,
  type ContactWalk,
  type SourceObserver,
  SourceUnreachable,
  toContact,
} from '@contacts-gateway/domain';

const contact = (id: string, name = `Person ${id}`): Contact =>
  toContact({ id, firstName: name, lastName: '', email: name === '' ? 'none' : '', source: 'scripted' });

export const record = (id: string, name?: string, formerIds: readonly string[] = []): ContactRecord => ({
  contact: contact(id, name),
  formerIds,
});

export const page = (...ids: string[]): ContactPage => ({ records: ids.map((id) => record(id)), skipped: [] });

/** A walk in the hands of a test: it gives pages, setbacks and its end when it is told to. */
export class ScriptedWalk implements ContactWalk {
  cancelled = false;
  checkpoint: string | undefined;
  readonly setBack: (error: ContactsError) => void;
  readonly #steps: (() => IteratorResult<ContactPage, undefined>)[] = [];
  #wake: () => void = () => undefined;

  constructor(onRetry: (error: ContactsError) => void) {
    this.setBack = onRetry;
  }

  give(...pages: ContactPage[]): this {
    return this.#add(...pages.map((value) => () => ({ value, done: false }) as const));
  }

  end(): this {
    return this.#add(() => ({ value: undefined, done: true }));
  }

  fail(error: unknown): this {
    return this.#add(() => {
      throw error;
    });
  }

  cancel(): void {
    this.cancelled = true;
    this.fail(new SourceUnreachable());
  }

  [Symbol.asyncIterator](): AsyncIterator<ContactPage, undefined> {
    return {
      next: async () => {
        while (this.#steps.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
        this.checkpoint ??= new Date().toISOString();
        return this.#steps.shift()!();
      },
    };
  }

  #add(...steps: (() => IteratorResult<ContactPage, undefined>)[]): this {
    this.#steps.push(...steps);
    this.#wake();
    return this;
  }
}

export class ScriptedSource implements ContactSourcePort {
  readonly name = 'scripted';
  readonly walks: ScriptedWalk[] = [];

  get last(): ScriptedWalk {
    return this.walks.at(-1)!;
  }

  walk(observer?: SourceObserver): ContactWalk {
    this.walks.push(new ScriptedWalk((error) => observer?.onRetry?.(error)));
    return this.last;
  }

  changesSince(): ReturnType<ContactSourcePort['changesSince']> {
    return Promise.resolve({ kind: 'walk-again', reason: 'it has no changes to name' });
  }

  /** Nothing is left of what a walk did not find. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, ContactState>> {
    return Promise.resolve(new Map(ids.map((id) => [id, { kind: 'gone' }])));
  }
}
