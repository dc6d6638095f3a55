import type { AccessToken } from './access-token.js';
import type { ContactRecord } from './contact/contact-record.js';
import type { ContactsError } from './errors.js';

/**
 * Hands out access tokens for one connection. Adapters mind expiry, and end what their provider does not answer, with
 * TokenUnavailable; callers ask before every request, and wait.
 */
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

/**
 * Where contacts come from. One instance serves one connection, so that tenants cannot mix. Adapters end what their source does
 * not answer, with SourceUnreachable: callers wait.
 */
export interface ContactSourcePort {
  /** The name that its contacts carry as `source`. */
  readonly name: string;
  /** Reads every contact that is not archived. Nothing happens, and nothing fails, before the first page is asked for. */
  walk(observer?: SourceObserver): ContactWalk;
  /**
   * Names the contacts that may be others than at a checkpoint. It says nothing of what they are now: `read` does.
   *
   * @param checkpoint - of a walk, or of earlier changes after all that they named has been read.
   * @param size - how many contacts the caller has. Where reading them all costs less than reading what may have changed, the
   * answer may be to walk again. Infinity: as far as cost goes, it never is.
   * @returns `walk-again` when a source has no such names, or none for that checkpoint.
   * @throws what iterating a walk throws.
   */
  changesSince(checkpoint: string, size: number, observer?: SourceObserver): Promise<SourceChanges | WalkAgain>;
  /**
   * What is true of some ids now.
   *
   * @param ids - any number, each once, in any order.
   * @returns a state for each of the ids.
   * @throws what iterating a walk throws. Then nothing is known of any of them.
   */
  read(ids: readonly string[], observer?: SourceObserver): Promise<ReadonlyMap<string, ContactState>>;
}

/** Told of the requests that a source makes, one after the other. It must not throw. */
export interface SourceObserver {
  /** A request succeeded. Whether its answer is of use is seen afterwards. */
  readonly onAnswer?: () => void;
  /**
   * A request did not, and is made again: with the error that it would have caused had it been the last. That it is made with
   * another token, at once, is no setback.
   */
  readonly onRetry?: (failure: ContactsError) => void;
}

/** Names, each once in its list, in any order. To name one too many costs a reading of it, and nothing else. */
export interface SourceChanges {
  readonly kind: 'changes';
  /** Every id that was created, edited, restored or has taken over another since, as far as the source knows by now. */
  readonly changed: readonly string[];
  /** Ids that may have gone, be they the caller's or not: empty where the source did not look, which it does now and then. */
  readonly perhapsGone: readonly string[];
  /**
   * From where to go on: an opaque text. By code unit, one that is answered a second later or more sorts higher, and none sorts
   * lower than the one that was given. Two that are answered within the same second may sort either way.
   */
  readonly checkpoint: string;
}

export interface WalkAgain {
  readonly kind: 'walk-again';
  /** Why, for the log: half a sentence without any data. */
  readonly reason: string;
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
  /** About how many contacts there are in all, once the source has said so; for an estimate of the time left, no more. */
  readonly expected?: number | undefined;
  /**
   * Ends the walk at once, a call in progress included: a page being awaited rejects with SourceUnreachable, and so does what is
   * asked for next, were it the end.
   */
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
 * Every method throws CacheUnavailable, within seconds and never anything else: whether a write took effect is then not known.
 */
export interface CachePort {
  /** The values in the order of the keys; undefined for one that is absent. Not to be changed. */
  get(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** Entry by entry: when it fails, some may have been stored. */
  set(entries: readonly CacheEntry[], ttlMs: number): Promise<void>;
  /** Gives entries a new time to live. Answers, in the order of the keys, which of them existed. */
  touch(keys: readonly string[], ttlMs: number): Promise<readonly boolean[]>;
  /** Does not mind what is absent. */
  delete(keys: readonly string[]): Promise<void>;
  /**
   * Stores `next` if the entry is what is `expected`, by its bytes, and answers whether it was. Atomic. Undefined stands for
   * an absent entry on either side: so a lease is taken, renewed and given back, and a head moved by one of many.
   */
  replace(key: string, expected: Uint8Array | undefined, next: Uint8Array | undefined, ttlMs: number): Promise<boolean>;
}
