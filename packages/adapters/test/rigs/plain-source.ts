import {
  type ContactPage,
  type ContactSourcePort,
  type ContactWalk,
  SourceUnreachable,
} from '@contacts-gateway/domain';
import { compareIds, toContact } from '@contacts-gateway/domain';
import type { Adapter, Person, SourceRig } from '@contacts-gateway/domain/contracts';

const LIST = 'it is a list in memory';
const FAILS = `${LIST}, which is always there`;

/** A list of people that can do nothing more than the port asks for: none of the optional parts of a rig. */
export const plainSource: Adapter<SourceRig> = {
  name: 'PlainSource',
  open() {
    const people = new Map<string, Person>();
    const named = ({ firstName, lastName, email }: Person): Person => {
      if (!firstName && !email.includes('@')) throw new RangeError('no person');
      return { firstName, lastName, email };
    };
    let lastId = 1040;
    let walks = 0;
    let requests = 0;
    const recordOf = (id: string, person: Person) => ({
      contact: toContact({ ...person, id, source: 'plain' }),
      formerIds: [],
    });
    const source: ContactSourcePort = {
      name: 'plain',
      walk: () =>
        new PlainWalk(() => {
          requests += 1;
          const records = [...people].map(([id, person]) => recordOf(id, person));
          const page = { records: records.sort((a, b) => compareIds(a.contact.id, b.contact.id)), skipped: [] };
          return { page, checkpoint: String((walks += 1)).padStart(9, '0') };
        }),
      changesSince: async () => ({ kind: 'walk-again', reason: LIST }),
      async read(ids) {
        if (ids.length > 0) requests += 1;
        return new Map(
          ids.map((id) => {
            const person = people.get(id);
            return [id, person ? { kind: 'contact', ...recordOf(id, person) } : { kind: 'gone' }];
          }),
        );
      },
    };
    return {
      source,
      create(person) {
        const id = String((lastId -= 3));
        people.set(id, named(person));
        return id;
      },
      edit: (id, person) => void people.set(id, named(person)),
      remove: (id) => void people.delete(id),
      requests: () => requests,
      secrets: [],
    };
  },
  cannot: {
    severalPages: LIST,
    longWalks: LIST,
    emptyPage: LIST,
    repeatedPage: LIST,
    endlessEmptyPages: LIST,
    endlessPages: LIST,
    disorder: LIST,
    listsTwice: LIST,
    holdAnswers: LIST,
    beside: LIST,
    refuseToken: 'it needs no token',
    createUntidy: 'it takes no such people',
    advance: 'it has no clock',
    merge: LIST,
    restore: LIST,
    editAtOnce: LIST,
    namesChangesAfterMs: LIST,
    namesRemovalsAfterMs: LIST,
    garble: LIST,
    stumble: FAILS,
    failAfter: FAILS,
    hang: FAILS,
    logged: 'nobody can watch it',
    asksToWait: FAILS,
    source_token_refused: 'it needs no token',
    source_scope_missing: 'it needs no token',
    source_rate_limited: FAILS,
    source_unexpected_status: FAILS,
    source_answer_invalid: FAILS,
    source_unreachable: FAILS,
    token_unavailable: 'it needs no token',
    token_provider_misconfigured: 'it needs no token',
  },
};

class PlainWalk implements ContactWalk {
  readonly #read: () => { readonly page: ContactPage; readonly checkpoint: string };
  #isCancelled = false;
  checkpoint: string | undefined;

  constructor(read: () => { readonly page: ContactPage; readonly checkpoint: string }) {
    this.#read = read;
  }

  cancel(): void {
    this.#isCancelled = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ContactPage> {
    if (this.#isCancelled) throw new SourceUnreachable();
    const { page, checkpoint } = this.#read();
    this.checkpoint = checkpoint;
    yield page;
    if (this.#isCancelled) throw new SourceUnreachable();
  }
}
