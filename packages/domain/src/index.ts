export { AccessToken } from './access-token.js';
export { type Contact, type ContactFields, type ContactIssue, toContact } from './contact.js';
export { ContactDirectory } from './contact-directory.js';
export type { DirectoryAnswer, DirectoryStatus } from './directory-answer.js';
export type { DirectoryEvent, DirectoryPlatform } from './directory-platform.js';
export { compareIds } from './contact-id.js';
export { ContactSnapshot, type SnapshotPlatform } from './contact-snapshot.js';
export {
  type ContactsError,
  type FailureDetails,
  FirstCopyIncomplete,
  isContactsError,
  isRefusal,
  NoOtherToken,
  SourceAnswerInvalid,
  SourceRateLimited,
  SourceScopeMissing,
  SourceTokenRefused,
  SourceUnexpectedStatus,
  SourceUnreachable,
  TokenProviderMisconfigured,
  TokenUnavailable,
} from './errors.js';
export type { FreshnessLimits, Freshness } from './freshness.js';
export type { WalkProgress } from './read-walk.js';
export type { ContactPage, ContactSourcePort, ContactWalk, TokenPort } from './ports.js';
