import type { AccessToken } from './access-token.js';
import type { ContactRecord } from './contact/contact-record.js';
import type { ContactsError } from './errors.js';

/** Hands out access tokens for one connection. Adapters mind expiry; callers ask before every request. */
export interface TokenPort {
  /**
   * A token believed valid now. Many callers at once cost one fetch.
   *
   * @param refused - a token that the source has just refused: another one is answered, never this one.
   * @throws NoOtherToken when the provider has no other than refused ones.
   * @throws TokenUnavailable | TokenProviderMisconfigured
   */
  accessToken(refused?: AccessToken): Promise<AccessToken>;
}

/** Where contacts come from. One instance serves one connection, so that tenants cannot mix. */
export interface ContactSourcePort {
  /** The name that its contacts carry as `source`. */
  readonly name: string;
  /**
   * Reads every contact that is not archived. Nothing happens, and nothing fails, before the first page is asked for.
   *
   * @param onRetry - called before each retry, with the error that the attempt would have caused had it been the last.
   */
  walk(onRetry?: (failure: ContactsError) => void): ContactWalk;
  /**
   * What is true of some ids now.
   *
   * @param ids - any number, each once, in any order.
   * @returns a state for each of the ids.
   * @throws what iterating a walk throws. Then nothing is known of any of them.
   */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, ContactState>>;
}

/** What is true of an id, as the source says now. */
export type ContactState =
  | ({ readonly kind: 'contact' } & ContactRecord)
  /** The id was merged into the contact, which has an id of its own. */
  | ({ readonly kind: 'merged' } & ContactRecord)
  /** The source says that it has no such contact: archived, deleted, or never there. */
  | { readonly kind: 'gone' }
  /** What the source has under this id is no contact, or it cannot be asked for it: the last known contact stays. */
  | { readonly kind: 'unreadable' };

/**
 * The pages of one walk, to be iterated once; every contact that lived throughout is in them. They may come in any order,
 * though ids that do not ascend throughout cost memory, and time at the end. An id that the source itself lists twice may
 * come twice: the later reading holds.
 *
 * Iterating throws SourceTokenRefused | SourceScopeMissing | SourceRateLimited | SourceUnexpectedStatus |
 * SourceAnswerInvalid | SourceUnreachable | TokenUnavailable | TokenProviderMisconfigured. What came before then stands,
 * but the walk is incomplete.
 */
export interface ContactWalk extends AsyncIterable<ContactPage> {
  /**
   * A moment of the source, by its own clock, from which on nothing that the walk gives is older; known from the first page
   * on. An opaque text: later moments sort higher, by code unit.
   */
  readonly checkpoint: string | undefined;
  /** Ends the walk at once, a call in progress included: a page being awaited rejects with SourceUnreachable. */
  cancel(): void;
}

export interface ContactPage {
  /** Ids ascending; may be empty in the middle of a walk. */
  readonly records: readonly ContactRecord[];
  /** One entry for each record that is not a contact: its id where it has one, so that its last known contact can stay. */
  readonly skipped: readonly (string | undefined)[];
}

/** One entry for a cache. */
export interface CacheEntry {
  readonly key: string;
  /** Not to be changed once it is handed over: a cache may keep it as it is. */
  readonly value: Uint8Array;
}

/**
 * Bytes that live for a time, in the memory of one process or shared by several. Nothing here is durable: an entry may be
 * gone before its time, and whoever reads must be able to do without. Keys are opaque texts. Times to live are in
 * milliseconds; 0 or less stores nothing and removes what was there.
 *
 * Every method throws CacheUnavailable, soon and never anything else: whether a write took effect is then not known.
 */
export interface CachePort {
  /** The values in the order of the keys; undefined for one that is absent. Not to be changed. */
  get(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** Entry by entry: when it fails, some may have been stored. */
  set(entries: readonly CacheEntry[], ttlMs: number): Promise<void>;
  /** Gives entries a new time to live. Answers, in the order of the keys, which of them existed. */
  touch(keys: readonly string[], ttlMs: number): Promise<readonly boolean[]>;
  delete(keys: readonly string[]): Promise<void>;
  /**
   * Stores `next` if the entry is what is `expected`, by its bytes, and answers whether it was. Atomic. Undefined stands for
   * an absent entry on either side: so a lease is taken, renewed and given back, and a head moved by one of many.
   */
  replace(key: string, expected: Uint8Array | undefined, next: Uint8Array | undefined, ttlMs: number): Promise<boolean>;
}
