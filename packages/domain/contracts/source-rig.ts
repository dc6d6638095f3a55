import type { ContactFields, ContactSourcePort } from '@contacts-gateway/domain';

/** A person as the source is told of one; `''` stands for an absent value. */
export type Person = Pick<ContactFields, 'firstName' | 'lastName' | 'email'>;

/** Each begins with an account without contacts. What is done to it, the adapter may know at once. */
export interface SourceRig extends SourceFailures {
  readonly source: ContactSourcePort;
  /** Answers the id. Ids of different lengths, not created in their order, show the most. */
  readonly create: (person: Person) => string | Promise<string>;
  readonly edit: (id: string, person: Person) => void | Promise<void>;
  /** Afterwards the account has no such contact. */
  readonly remove: (id: string) => void | Promise<void>;
  /** How many requests the source has received. */
  readonly requests: () => number;
  /** What no error may show, such as access tokens. */
  readonly secrets: readonly string[];
  /** A number of contacts that surely do not fit on one page. */
  readonly severalPages?: number;
  /** Like `create`, of a person without name and address, or whose address is none: some sources refuse them. */
  readonly createUntidy?: (person: Person) => string | Promise<string>;
  /** Lets this many milliseconds pass for the source and the adapter, on clocks of their own: up to some weeks at a time. */
  readonly advance?: (ms: number) => void | Promise<void>;
  /** Merges two contacts, and answers the id of the survivor, which may be a new one. */
  readonly merge?: (first: string, second: string) => string | Promise<string>;
  /** Brings back what was removed. */
  readonly restore?: (id: string) => void | Promise<void>;
  /** Edits many contacts in one and the same moment of the source. */
  readonly editAtOnce?: (ids: readonly string[], person: Person) => void | Promise<void>;
  /** `changesSince` names what was changed, removals aside, when so many milliseconds have passed; absent: it names nothing. */
  readonly namesChangesAfterMs?: number;
  /** The same of removals. */
  readonly namesRemovalsAfterMs?: number;
  /** From now on the source answers a record that is no contact for this id, and still tells the id. */
  readonly garble?: (id: string) => void | Promise<void>;
  /** The next request fails, in a way that is worth another attempt. */
  readonly stumble?: () => void | Promise<void>;
  /** From now on walks of `severalPages` are so long that the source says how many contacts there are. */
  readonly longWalks?: () => void | Promise<void>;
  /** The next page that the source lists is empty, and leads to the one that was due. */
  readonly emptyPage?: () => void | Promise<void>;
  /** The next page that the source lists leads to itself, and so comes twice. */
  readonly repeatedPage?: () => void | Promise<void>;
  /** From now on the source lists this contact twice, one right after the other, the second time as this person. */
  readonly listsTwice?: (id: string, person: Person) => void | Promise<void>;
  /** From now on the source lists the records of a page, those that are asked for by their ids, and what has changed in another order. */
  readonly disorder?: () => void | Promise<void>;
  /** From now on each page that the source lists is empty and leads to another. */
  readonly endlessEmptyPages?: () => void | Promise<void>;
  /** From now on each page that the source lists leads to itself. */
  readonly endlessPages?: () => void | Promise<void>;
  /** From now on every request is over a limit, and the source asks to be left alone for so many milliseconds. */
  readonly asksToWait?: (ms: number) => void | Promise<void>;
  /** Everything that the adapter has told those who watch it, observers of calls aside: such as a log. */
  readonly logged?: () => readonly unknown[];
  /**
   * The source refuses the token that the adapter has. Its provider answers the other one, which the source takes, only when it is
   * told that the first was refused.
   */
  readonly refuseToken?: () => void | Promise<void>;
  /** So many requests more are answered; all that follow fail with source_unreachable, until what this answers is called. */
  readonly failAfter?: (requests: number) => Release | Promise<Release>;
  /** From now on the source receives requests and does not answer them. */
  readonly hang?: () => void | Promise<void>;
  /**
   * From now on the source makes its answers when it receives the requests, and holds them back until what this answers is called.
   */
  readonly holdAnswers?: () => Release | Promise<Release>;
  /** Another adapter for the same account, as a second process would have. */
  readonly beside?: () => ContactSourcePort | Promise<ContactSourcePort>;
}

type Release = () => void | Promise<void>;

/** What may be wrong with a source, or with its token provider, for good. */
export const sourceFailures = [
  'source_token_refused',
  'source_scope_missing',
  'source_rate_limited',
  'source_unexpected_status',
  'source_answer_invalid',
  'source_unreachable',
  'token_unavailable',
  'token_provider_misconfigured',
] as const;

/** From now on every request fails, so that this is the error. */
export type SourceFailure = (typeof sourceFailures)[number];

type SourceFailures = { readonly [Code in SourceFailure]?: () => void | Promise<void> };
