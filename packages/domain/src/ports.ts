import type { AccessToken } from './access-token.js';
import type { Contact } from './contact.js';
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
}

/**
 * The pages of one walk, in any order, to be iterated once; every contact that lived throughout is in them. An id that
 * the source itself lists twice may come twice: the later reading holds.
 *
 * Iterating throws SourceTokenRefused | SourceScopeMissing | SourceRateLimited | SourceUnexpectedStatus |
 * SourceAnswerInvalid | SourceUnreachable | TokenUnavailable | TokenProviderMisconfigured. What came before then stands,
 * but the walk is incomplete.
 */
export interface ContactWalk extends AsyncIterable<ContactPage> {
  /** Ends the walk at once, a call in progress included: a page being awaited rejects with SourceUnreachable. */
  cancel(): void;
}

export interface ContactPage {
  /** Ids ascending; may be empty in the middle of a walk. */
  readonly contacts: readonly Contact[];
  /** One entry for each record that is not a contact: its id where it has one, so that its last known contact can stay. */
  readonly skipped: readonly (string | undefined)[];
}
